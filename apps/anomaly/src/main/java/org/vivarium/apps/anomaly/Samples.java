package org.vivarium.apps.anomaly;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vivarium.data.Images;

/**
 * Rows of numbers and what is known of them.
 *
 * @param rows {@code [n][columns]}
 * @param anomalous which of them are anomalies; where nothing is known, none
 * @param labels the class of each, for detectors that want classes
 * @param images the pictures that the rows are pixels of
 */
@SuppressWarnings("ArrayRecordComponent") // large: compared by nobody
record Samples(double[][] rows, boolean[] anomalous, int[] labels, Optional<Images> images) {
  /** The pixels of images, in 0..1, channels last. */
  static Samples of(Images images, boolean[] anomalous) {
    double[][] rows =
        Arrays.stream(images.pixels())
            .parallel()
            .map(
                bytes -> {
                  double[] row = new double[bytes.length];
                  Arrays.setAll(row, i -> (bytes[i] & 0xff) / 255.0);
                  return row;
                })
            .toArray(double[][]::new);
    return new Samples(rows, anomalous, images.labels(), Optional.of(images));
  }

  static Samples of(Images images, boolean anomalous) {
    boolean[] all = new boolean[images.size()];
    Arrays.fill(all, anomalous);
    return of(images, all);
  }

  /** Rows without classes. */
  static Samples of(double[][] rows, boolean[] anomalous) {
    return new Samples(rows, anomalous, new int[rows.length], Optional.empty());
  }

  int size() {
    return rows.length;
  }

  /** Those of these numbers, in this order. */
  Samples select(int[] numbers) {
    boolean[] theirs = new boolean[numbers.length];
    IntStream.range(0, theirs.length).forEach(i -> theirs[i] = anomalous[numbers[i]]);
    return new Samples(
        Arrays.stream(numbers).mapToObj(i -> rows[i]).toArray(double[][]::new),
        theirs,
        Arrays.stream(numbers).map(i -> labels[i]).toArray(),
        images.map(i -> i.select(numbers)));
  }

  /** The first so many, or all. */
  Samples first(int count) {
    return count >= size() ? this : select(IntStream.range(0, count).toArray());
  }

  /** These and others after them; pictures are kept where both have them. */
  Samples and(Samples others) {
    boolean[] both = Arrays.copyOf(anomalous, size() + others.size());
    System.arraycopy(others.anomalous, 0, both, size(), others.size());
    return new Samples(
        Stream.of(rows, others.rows).flatMap(Stream::of).toArray(double[][]::new),
        both,
        IntStream.concat(Arrays.stream(labels), Arrays.stream(others.labels)).toArray(),
        images.flatMap(mine -> others.images.map(theirs -> joined(mine, theirs))));
  }

  private static Images joined(Images a, Images b) {
    byte[][] pixels = Stream.of(a.pixels(), b.pixels()).flatMap(Stream::of).toArray(byte[][]::new);
    Stream<String> names = Stream.concat(a.classes().stream(), b.classes().stream()).distinct();
    var classes = names.toList();
    int[] labels =
        IntStream.concat(
                Arrays.stream(a.labels()),
                Arrays.stream(b.labels()).map(l -> classes.indexOf(b.classes().get(l))))
            .toArray();
    return new Images(a.name(), a.height(), a.width(), a.channels(), pixels, labels, classes);
  }
}
