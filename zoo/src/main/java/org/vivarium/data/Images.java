package org.vivarium.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Labelled images of one size, held as bytes. Subsets share the pixel arrays: do not write to them.
 *
 * @param pixels one array per image, row-major {@code [height, width, channels]}, 0..255
 * @param labels one per image, an index into the classes
 * @param classes the name of each class
 * @param files where each image comes from; empty when they have no files of their own
 */
@SuppressWarnings("ArrayRecordComponent") // large: compared by its hash, copied by nobody
public record Images(
    String name,
    int height,
    int width,
    int channels,
    byte[][] pixels,
    int[] labels,
    List<String> classes,
    List<String> files) {

  public Images {
    classes = List.copyOf(classes);
    files = List.copyOf(files);
    if (height < 1 || width < 1 || channels < 1) {
      throw new IllegalArgumentException(
          "'" + name + "' has images of " + height + "x" + width + "x" + channels);
    }
    if (classes.isEmpty() || new HashSet<>(classes).size() < classes.size()) {
      throw new IllegalArgumentException(
          "'" + name + "' needs classes with distinct names, not " + classes);
    }
    if (pixels.length != labels.length) {
      throw new IllegalArgumentException(
          "'" + name + "' has " + pixels.length + " images but " + labels.length + " labels");
    }
    if (!files.isEmpty() && files.size() != labels.length) {
      throw new IllegalArgumentException(
          "'" + name + "' has " + labels.length + " images but " + files.size() + " files");
    }
    for (int i = 0; i < labels.length; i++) {
      if (pixels[i].length != height * width * channels) {
        throw new IllegalArgumentException(
            "image %d of '%s' has %d bytes; %dx%dx%d needs %d"
                .formatted(
                    i, name, pixels[i].length, height, width, channels, height * width * channels));
      }
      if (labels[i] < 0 || labels[i] >= classes.size()) {
        throw new IllegalArgumentException(
            "image %d of '%s' has label %d; there are %d classes"
                .formatted(i, name, labels[i], classes.size()));
      }
    }
  }

  public Images(
      String name,
      int height,
      int width,
      int channels,
      byte[][] pixels,
      int[] labels,
      List<String> classes) {
    this(name, height, width, channels, pixels, labels, classes, List.of());
  }

  public int size() {
    return labels.length;
  }

  /** The images of these numbers, in this order; a number may come twice. */
  public Images select(int[] numbers) {
    byte[][] some = new byte[numbers.length][];
    int[] theirs = new int[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      some[i] = pixels[numbers[i]];
      theirs[i] = labels[numbers[i]];
    }
    List<String> from =
        files.isEmpty() ? files : Arrays.stream(numbers).mapToObj(files::get).toList();
    return new Images(name, height, width, channels, some, theirs, classes, from);
  }

  /**
   * The same images resized, and grey ones in as many equal channels as asked for.
   *
   * @throws IllegalArgumentException when colours would be lost
   */
  public Images fitted(int newHeight, int newWidth, int newChannels) {
    if (newHeight == height && newWidth == width && newChannels == channels) {
      return this;
    }
    if (newChannels != channels && (channels != 1 || newChannels != 3)) {
      throw new IllegalArgumentException(
          "images of %d channels cannot become images of %d".formatted(channels, newChannels));
    }
    byte[][] fitted =
        Arrays.stream(pixels)
            .parallel()
            .map(
                image -> {
                  byte[] rgb = Resize.apply(y -> row(image, y), height, width, newHeight, newWidth);
                  return newChannels == 1 ? Picture.grey(rgb) : rgb;
                })
            .toArray(byte[][]::new);
    return new Images(name, newHeight, newWidth, newChannels, fitted, labels, classes, files);
  }

  /** A row of an image as r, g, b, r, g, b … */
  private int[] row(byte[] image, int y) {
    int[] rgb = new int[3 * width];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = image[(y * width + i / 3) * channels + (channels == 1 ? 0 : i % 3)] & 0xFF;
    }
    return rgb;
  }

  /** The first n images, or all when there are fewer. */
  public Images first(int n) {
    if (n < 1) {
      throw new IllegalArgumentException("the first " + n + " images: ask for at least 1");
    }
    return n >= size() ? this : select(IntStream.range(0, n).toArray());
  }

  /** The same images with the classes taking turns, so that the first few hold all of them. */
  public Images inTurns() {
    int[] seen = new int[classes.size()];
    long[] keys = new long[size()]; // turn, then class, then place
    for (int i = 0; i < keys.length; i++) {
      long turn = seen[labels[i]]++;
      keys[i] = (turn * classes.size() + labels[i]) * size() + i;
    }
    return select(Arrays.stream(keys).sorted().mapToInt(k -> (int) (k % size())).toArray());
  }

  /** How many images each class has. */
  public int[] counts() {
    int[] counts = new int[classes.size()];
    for (int label : labels) {
      counts[label]++;
    }
    return counts;
  }

  /** The numbers of the images with this label. */
  public int[] ofClass(int label) {
    return IntStream.range(0, size()).filter(i -> labels[i] == label).toArray();
  }

  /** The mean of each channel, in 0..1; 0 when there are no images. */
  public float[] mean() {
    float[] mean = new float[channels];
    long[][] histograms = histograms();
    for (int c = 0; c < channels; c++) {
      mean[c] = (float) (moments(histograms[c])[0] / 255);
    }
    return mean;
  }

  /**
   * The population standard deviation of each channel, in 0..1; 1 where it is below 1e-3, so that
   * it can always be divided by.
   */
  public float[] std() {
    float[] std = new float[channels];
    long[][] histograms = histograms();
    for (int c = 0; c < channels; c++) {
      double deviation = Math.sqrt(moments(histograms[c])[1]) / 255;
      std[c] = deviation < 1e-3 ? 1 : (float) deviation;
    }
    return std;
  }

  /** How often each byte value occurs, {@code [channel][256]}. */
  public long[][] histograms() {
    long[][] counts = new long[channels][256];
    for (byte[] image : pixels) {
      for (int i = 0; i < image.length; i += channels) {
        for (int c = 0; c < channels; c++) {
          counts[c][image[i + c] & 0xFF]++;
        }
      }
    }
    return counts;
  }

  /** SHA-256 in hex over shape, class names, labels and pixels: one number for "the same data". */
  public String contentHash() {
    MessageDigest digest = sha256();
    ByteBuffer head = ByteBuffer.allocate(16 + 4 * size());
    head.putInt(height).putInt(width).putInt(channels).putInt(size());
    Arrays.stream(labels).forEach(head::putInt);
    digest.update(head.array());
    for (String name : classes) {
      digest.update(name.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    for (byte[] image : pixels) {
      digest.update(image);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public String toString() {
    return "%s: %,d images %dx%dx%d of %d classes"
        .formatted(name, size(), height, width, channels, classes.size());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Mean and variance of the byte values; computed from counts, so exact whatever the size. */
  private static double[] moments(long[] histogram) {
    double n = Math.max(1, Arrays.stream(histogram).sum());
    double mean = 0;
    for (int v = 0; v < 256; v++) {
      mean += v * (histogram[v] / n);
    }
    double variance = 0;
    for (int v = 0; v < 256; v++) {
      variance += (v - mean) * (v - mean) * (histogram[v] / n);
    }
    return new double[] {mean, variance};
  }
}
