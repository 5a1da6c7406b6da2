package org.vivarium.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads images with masks: {@code image/NAME.png} and {@code label/NAME.png}, in the folder itself
 * or in its {@code train} and, where there is one, {@code test}. Each grey level of the masks is a
 * class; where there are many, as at soft edges, half brightness divides two.
 */
public final class MaskFolder {
  private static final double SHARE = .2; // held out
  private static final int MOST_CLASSES = 16;

  private MaskFolder() {}

  /** An image, and its mask as grey levels. */
  private record Pair(String name, Images image, Images mask) {}

  /**
   * The images of a folder, dealt out by the seed where it does not say what to test on.
   *
   * @throws IllegalArgumentException naming every image without a mask and every mask without an
   *     image, files that are not readable, and pairs whose sizes differ
   */
  public static MaskedSet read(Path folder, long seed) throws IOException {
    Path train = Files.isDirectory(folder.resolve("train")) ? folder.resolve("train") : folder;
    Path test = folder.resolve("test");
    List<Pair> known = pairs(train);
    List<Pair> asked = Files.isDirectory(test.resolve("label")) ? pairs(test) : List.of();
    List<Pair> all = new ArrayList<>(known);
    all.addAll(asked);
    boolean grey = all.stream().allMatch(p -> p.image.channels() == 1);
    SortedSet<Integer> levels = levels(all);
    List<MaskedImage> first = known.stream().map(p -> masked(p, grey, levels)).toList();
    List<String> classes = levels.stream().map(level -> "level " + level).toList();
    String source = "%d images with masks in '%s'".formatted(all.size(), folder);
    return asked.isEmpty()
        ? MaskedSet.dealt(first, classes, SHARE, seed, source)
        : MaskedSet.split(
            first,
            asked.stream().map(p -> masked(p, grey, levels)).toList(),
            classes,
            SHARE,
            source);
  }

  private static List<Pair> pairs(Path folder) throws IOException {
    Map<String, Path> images = files(folder.resolve("image"));
    Map<String, Path> masks = files(folder.resolve("label"));
    SortedSet<String> bare = new TreeSet<>(images.keySet());
    bare.removeAll(masks.keySet());
    SortedSet<String> lost = new TreeSet<>(masks.keySet());
    lost.removeAll(images.keySet());
    if (!bare.isEmpty() || !lost.isEmpty()) {
      throw new IllegalArgumentException(
          "in '%s' images without a mask: %s, masks without an image: %s; a pair has one name, as 'image/7.png' and 'label/7.png'"
              .formatted(folder, bare, lost));
    }
    List<Pair> pairs = new ArrayList<>();
    images.forEach(
        (name, file) -> {
          Images image = ImageFolder.whole(file);
          Images mask = ImageFolder.whole(masks.get(name));
          if (image.height() != mask.height() || image.width() != mask.width()) {
            throw new IllegalArgumentException(
                "'%s' is %dx%d pixels and its mask %dx%d"
                    .formatted(file, image.width(), image.height(), mask.width(), mask.height()));
          }
          pairs.add(new Pair(name, image, mask));
        });
    return pairs;
  }

  /** The pictures of a folder by their names without endings. */
  private static Map<String, Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "'%s' is not there: images lie in 'image', their masks in 'label'".formatted(folder));
    }
    Map<String, Path> files = new TreeMap<>();
    for (Path file : ImageFolder.pictures(folder)) {
      String name = folder.relativize(file).toString();
      Path other = files.put(name.substring(0, name.lastIndexOf('.')), file);
      if (other != null) {
        throw new IllegalArgumentException(
            "'%s' and '%s' have the same name".formatted(other, file));
      }
    }
    return files;
  }

  private static SortedSet<Integer> levels(List<Pair> pairs) {
    boolean[] seen = new boolean[256];
    for (Pair pair : pairs) {
      for (byte level : grey(pair.mask)) {
        seen[level & 0xff] = true;
      }
    }
    SortedSet<Integer> levels = new TreeSet<>();
    for (int level = 0; level < seen.length; level++) {
      if (seen[level]) {
        levels.add(level);
      }
    }
    return levels.size() > MOST_CLASSES ? new TreeSet<>(List.of(0, 255)) : levels;
  }

  private static MaskedImage masked(Pair pair, boolean grey, SortedSet<Integer> levels) {
    int[] classOf = new int[256];
    Integer[] sorted = levels.toArray(Integer[]::new);
    for (int level = 0; level < classOf.length; level++) {
      int place = Arrays.binarySearch(sorted, level);
      classOf[level] = place >= 0 ? place : level > 127 ? sorted.length - 1 : 0;
    }
    byte[] marks = grey(pair.mask);
    int[] mask = new int[marks.length];
    for (int i = 0; i < mask.length; i++) {
      mask[i] = classOf[marks[i] & 0xff];
    }
    Images image = pair.image;
    Images fitted =
        grey || image.channels() == 3 ? image : image.fitted(image.height(), image.width(), 3);
    return new MaskedImage(
        pair.name, image.height(), image.width(), grey ? 1 : 3, fitted.pixels()[0], mask);
  }

  private static byte[] grey(Images mask) {
    return mask.channels() == 1 ? mask.pixels()[0] : Picture.grey(mask.pixels()[0]);
  }
}
