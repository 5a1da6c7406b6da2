package org.vivarium.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Reads a folder of pictures, one subfolder per class, named after it. Pictures may lie deeper;
 * what is hidden or has another ending than a picture's is passed over. Every picture is cropped to
 * its central square and resized.
 */
public final class ImageFolder {
  private static final Set<String> ENDINGS =
      Set.of("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp", "heic", "avif");

  private ImageFolder() {}

  /**
   * The set of a folder: as its {@code train} and {@code test} (or {@code val}) subfolders split
   * it, else a stratified fifth of each class to test on. The images have one channel when all are
   * grey. Files that cannot be read are named in the warnings.
   */
  public static ImageSet read(Path folder, int size, long seed) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("'" + folder + "' is not a folder");
    }
    List<String> warnings = new ArrayList<>();
    Path trainFolder = folder.resolve("train");
    Path testFolder =
        Files.isDirectory(folder.resolve("test")) ? folder.resolve("test") : folder.resolve("val");
    if (Files.isDirectory(trainFolder) && Files.isDirectory(testFolder)) {
      Found train = find(trainFolder, size, warnings);
      Found test = find(testFolder, size, warnings);
      List<String> strange =
          test.classes().stream().filter(c -> !train.classes().contains(c)).toList();
      if (!strange.isEmpty()) {
        throw new IllegalArgumentException(
            "'%s' has classes that '%s' has not: %s"
                .formatted(testFolder, trainFolder, String.join(", ", strange)));
      }
      boolean grey = train.grey() && test.grey();
      return new ImageSet(
          train.images(folder, size, grey, train.classes()),
          test.images(folder, size, grey, train.classes()),
          "the pictures in '%s': %,d to train on in 'train', %,d to test in '%s'"
              .formatted(folder, train.size(), test.size(), testFolder.getFileName()),
          warnings);
    }
    Found found = find(folder, size, warnings);
    Images all = found.images(folder, size, found.grey(), found.classes());
    Splits.Split split = Splits.stratified(all.labels(), all.classes().size(), 0.2, seed);
    return new ImageSet(
        all.select(split.kept()),
        all.select(split.held()),
        "the pictures in '%s': %,d to train on, %,d to test, split by class with seed %d"
            .formatted(folder, split.kept().length, split.held().length, seed),
        warnings);
  }

  /**
   * One picture, cropped about its centre to these proportions and resized: {@code [height, width,
   * channels]} with 1 channel (luminance) or 3 (red, green, blue).
   *
   * @throws IllegalArgumentException when the file is not a readable picture
   */
  public static byte[] read(Path image, int height, int width, int channels) {
    try {
      byte[] rgb = Picture.rgb(image, height, width);
      return channels == 1 ? Picture.grey(rgb) : rgb;
    } catch (IOException e) {
      throw new IllegalArgumentException(unreadable(image, e), e);
    }
  }

  /**
   * One picture as large as it is, as a set of its own; of one channel when it is grey.
   *
   * @throws IllegalArgumentException when the file is not a readable picture
   */
  public static Images whole(Path image) {
    try {
      Picture.Whole whole = Picture.whole(image);
      boolean grey = Picture.isGrey(whole.rgb());
      byte[][] pixels = {grey ? Picture.grey(whole.rgb()) : whole.rgb()};
      String file = image.toString();
      return new Images(
          file,
          whole.height(),
          whole.width(),
          grey ? 1 : 3,
          pixels,
          new int[1],
          List.of("picture"),
          List.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(unreadable(image, e), e);
    }
  }

  /** The pictures of one folder of class folders, as r, g, b. */
  private record Found(
      List<String> classes, List<byte[]> pixels, List<String> labels, List<String> files) {
    int size() {
      return pixels.size();
    }

    boolean grey() {
      return pixels.stream().allMatch(Picture::isGrey);
    }

    Images images(Path folder, int size, boolean grey, List<String> order) {
      return new Images(
          "folder:" + folder,
          size,
          size,
          grey ? 1 : 3,
          pixels.stream().map(p -> grey ? Picture.grey(p) : p).toArray(byte[][]::new),
          labels.stream().mapToInt(order::indexOf).toArray(),
          order,
          files);
    }
  }

  private static Found find(Path folder, int size, List<String> warnings) throws IOException {
    List<String> classes = new ArrayList<>();
    List<byte[]> pixels = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    List<String> files = new ArrayList<>();
    int unread = 0;
    for (Path sub : subfolders(folder)) {
      String name = sub.getFileName().toString();
      List<Read> reads = pictures(sub).parallelStream().map(file -> Read.of(file, size)).toList();
      reads.stream().filter(r -> r.pixels == null).forEach(r -> warnings.add(r.warning));
      List<Read> good = reads.stream().filter(r -> r.pixels != null).toList();
      unread += reads.size() - good.size();
      if (good.isEmpty()) {
        warnings.add("'" + sub + "' holds no readable pictures: it is no class");
        continue;
      }
      classes.add(name);
      for (Read read : good) {
        pixels.add(read.pixels);
        labels.add(name);
        files.add(read.file);
      }
    }
    if (classes.size() < 2) {
      String what = classes.isEmpty() ? "no class" : "only the class '" + classes.get(0) + "'";
      String first =
          unread == 0 ? "" : " %d files could not be read; %s.".formatted(unread, warnings.get(0));
      throw new IllegalArgumentException(
          ("'%s' has %s: it needs at least two subfolders, one per class, with JPEG, PNG, GIF, BMP"
                  + " or TIFF pictures.%s")
              .formatted(folder, what, first));
    }
    return new Found(classes, pixels, labels, files);
  }

  /** The pixels of a file, or why there are none. */
  @SuppressWarnings("ArrayRecordComponent") // on its way into a list of arrays
  private record Read(String file, byte[] pixels, String warning) {
    static Read of(Path file, int size) {
      try {
        return new Read(file.toString(), Picture.rgb(file, size, size), null);
      } catch (IOException e) {
        return new Read(file.toString(), null, unreadable(file, e));
      }
    }
  }

  private static List<Path> subfolders(Path folder) throws IOException {
    try (Stream<Path> list = Files.list(folder)) {
      return list.filter(p -> Files.isDirectory(p) && visible(p)).sorted().toList();
    }
  }

  static List<Path> pictures(Path folder) throws IOException {
    try (Stream<Path> walk = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return walk.filter(p -> Files.isRegularFile(p) && isPicture(folder.relativize(p)))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw new IllegalArgumentException("'" + folder + "' cannot be searched: " + e.getCause(), e);
    }
  }

  private static boolean isPicture(Path relative) {
    for (Path part : relative) {
      if (!visible(part)) {
        return false;
      }
    }
    String name = relative.getFileName().toString().toLowerCase(Locale.ROOT);
    return ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
  }

  private static boolean visible(Path path) {
    String name = path.getFileName().toString();
    return !name.startsWith(".") && !name.equals("__MACOSX");
  }

  private static String unreadable(Path file, IOException e) {
    return "'" + file + "' cannot be read as a picture: " + e.getMessage();
  }
}
