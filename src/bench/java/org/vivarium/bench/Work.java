package org.vivarium.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * A network and the batch that it is measured on. Every framework is fed the same numbers: byte i
 * of the batch is the highest of the four bytes of {@code i * 2654435761}, label i is {@code i mod
 * 10}.
 */
enum Work {
  LENET("LeNet", 128, 28, 28, 1, 61_706),
  RESNET18("ResNet-18", 64, 32, 32, 3, 11_173_962);

  static final int CLASSES = 10;
  static final float RATE = .001f;

  private static final int KNUTH = (int) 2654435761L; // 2^32 over the golden ratio

  final String title;
  final int batch;
  final int height;
  final int width;
  final int channels;
  final long parameters;

  Work(String title, int batch, int height, int width, int channels, long parameters) {
    this.title = title;
    this.batch = batch;
    this.height = height;
    this.width = width;
    this.channels = channels;
    this.parameters = parameters;
  }

  /** Reads {@code lenet} or {@code resnet18}. */
  static Work of(String name) {
    return Arrays.stream(values())
        .filter(work -> work.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '" + name + "'; there are " + Arrays.toString(values())));
  }

  /** The batch, {@code [batch, height, width, channels]}. */
  byte[] pixels() {
    byte[] pixels = new byte[batch * height * width * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) ((i * KNUTH) >>> 24);
    }
    return pixels;
  }

  /** The batch in PyTorch's order, {@code [batch, channels, height, width]}. */
  byte[] pixelsChannelFirst() {
    byte[] from = pixels();
    byte[] to = new byte[from.length];
    int area = height * width;
    for (int i = 0; i < from.length; i++) {
      int image = i / (area * channels);
      int pixel = i / channels % area;
      int channel = i % channels;
      to[(image * channels + channel) * area + pixel] = from[i];
    }
    return to;
  }

  /** {@code [batch]} */
  int[] labels() {
    int[] labels = new int[batch];
    Arrays.setAll(labels, i -> i % CLASSES);
    return labels;
  }

  /** As on the command line and in the JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
