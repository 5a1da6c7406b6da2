package org.vivarium.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Reads the binary versions of CIFAR-10 and CIFAR-100 (Krizhevsky 2009, <a
 * href="https://www.cs.toronto.edu/~kriz/cifar.html">format</a>): records of one or two label bytes
 * and 32x32 pixels as a red, a green and a blue plane.
 */
public final class Cifar {
  private static final int SIDE = 32;
  private static final int PLANE = SIDE * SIDE;

  private Cifar() {}

  /**
   * CIFAR-10 from a folder with {@code test_batch.bin} and those of {@code data_batch_1.bin} to
   * {@code data_batch_5.bin} that are there.
   */
  public static ImageSet cifar10(Path folder) throws IOException {
    List<Path> all = IntStream.rangeClosed(1, 5).mapToObj(i -> folder.resolve(batch10(i))).toList();
    List<Path> there = all.stream().filter(Files::exists).toList();
    if (there.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + folder + "' has none of data_batch_1.bin to data_batch_5.bin");
    }
    Path names = folder.resolve("batches.meta.txt");
    List<Axis> axes = List.of(new Axis("label", classes(names, CifarNames.CLASSES_10)));
    Images train = read("cifar10", there, axes, 0);
    Images test = read("cifar10", List.of(folder.resolve("test_batch.bin")), axes, 0);
    String missing =
        all.stream()
            .filter(f -> !there.contains(f))
            .map(f -> f.getFileName().toString())
            .reduce((a, b) -> a + ", " + b)
            .map(files -> " (not there: " + files + ")")
            .orElse("");
    return new ImageSet(
        train,
        test,
        "CIFAR-10 from %s: %,d training images of %d of 5 files%s, %,d test images of 10,000"
            .formatted(folder, train.size(), there.size(), missing, test.size()));
  }

  /**
   * CIFAR-100 from {@code train.bin} and {@code test.bin}, with its 20 coarse or 100 fine labels.
   */
  public static ImageSet cifar100(Path folder, boolean coarse) throws IOException {
    List<Axis> axes =
        List.of(
            new Axis(
                "coarse label",
                classes(folder.resolve("coarse_label_names.txt"), CifarNames.COARSE_100)),
            new Axis(
                "fine label",
                classes(folder.resolve("fine_label_names.txt"), CifarNames.FINE_100)));
    String name = coarse ? "cifar100-coarse" : "cifar100";
    int axis = coarse ? 0 : 1;
    Images train = read(name, List.of(folder.resolve("train.bin")), axes, axis);
    Images test = read(name, List.of(folder.resolve("test.bin")), axes, axis);
    return new ImageSet(
        train,
        test,
        "CIFAR-100 from %s: %,d training and %,d test images, %s labels"
            .formatted(folder, train.size(), test.size(), coarse ? "coarse" : "fine"));
  }

  static String batch10(int number) {
    return "data_batch_" + number + ".bin";
  }

  /** One label byte of a record: what it is called and what its values mean. */
  private record Axis(String what, List<String> classes) {}

  private static Images read(String name, List<Path> files, List<Axis> axes, int wanted)
      throws IOException {
    List<byte[]> pixels = new ArrayList<>();
    List<Integer> labels = new ArrayList<>();
    for (Path file : files) {
      int record = axes.size() + 3 * PLANE;
      long length = length(file);
      if (length == 0 || length % record != 0) {
        throw wrong(
            file,
            length - length % record,
            "it is %,d bytes long, which is not a whole number of records of %d bytes; it is"
                    .formatted(length, record)
                + " truncated or of another format");
      }
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        for (long at = 0; at < length; at += record) {
          byte[] bytes = in.readNBytes(record);
          if (bytes.length < record) {
            throw wrong(file, at + bytes.length, "it became shorter while it was read");
          }
          for (int a = 0; a < axes.size(); a++) {
            int label = bytes[a] & 0xFF;
            int classes = axes.get(a).classes().size();
            if (label >= classes) {
              throw wrong(
                  file,
                  at + a,
                  "%s %d; labels go from 0 to %d"
                      .formatted(axes.get(a).what(), label, classes - 1));
            }
          }
          labels.add(bytes[wanted] & 0xFF);
          pixels.add(interleaved(bytes, axes.size()));
        }
      }
    }
    return new Images(
        name,
        SIDE,
        SIDE,
        3,
        pixels.toArray(byte[][]::new),
        labels.stream().mapToInt(Integer::intValue).toArray(),
        axes.get(wanted).classes());
  }

  private static byte[] interleaved(byte[] record, int start) {
    byte[] pixels = new byte[3 * PLANE];
    for (int i = 0; i < PLANE; i++) {
      for (int c = 0; c < 3; c++) {
        pixels[3 * i + c] = record[start + c * PLANE + i];
      }
    }
    return pixels;
  }

  private static long length(Path file) throws IOException {
    if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
      throw new IllegalArgumentException("'" + file + "' is not a file that can be read");
    }
    return Files.size(file);
  }

  /** The lines of a names file when it is there, else the names the file of the archive has. */
  private static List<String> classes(Path file, List<String> standard) throws IOException {
    if (!Files.exists(file)) {
      return standard;
    }
    length(file);
    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    List<String> names = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (names.size() != standard.size()) {
      throw new IllegalArgumentException(
          "'%s' names %d classes; there are %d".formatted(file, names.size(), standard.size()));
    }
    return names;
  }

  private static IllegalArgumentException wrong(Path file, long at, String what) {
    return new IllegalArgumentException("'" + file + "', byte " + at + ": " + what);
  }
}
