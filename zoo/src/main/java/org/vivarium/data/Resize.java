package org.vivarium.data;

import java.util.function.IntFunction;

/**
 * Resizing with a triangle filter whose width grows with the reduction, so that shrinking averages
 * areas and enlarging is bilinear: the filter that Pillow and torchvision call antialiased
 * bilinear.
 */
final class Resize {
  private Resize() {}

  /**
   * Brings three-channel rows to a size, one row at a time: a large picture is never held twice.
   *
   * @param rows a row of the source as r, g, b …; asked for from the top, and may be reused
   * @return {@code [newHeight, newWidth, 3]}
   */
  static byte[] apply(IntFunction<int[]> rows, int height, int width, int newHeight, int newWidth) {
    Taps across = taps(width, newWidth);
    Taps down = taps(height, newHeight);
    float[][] narrow = new float[height][];
    for (int y = 0; y < height; y++) {
      int[] row = rows.apply(y);
      float[] out = new float[3 * newWidth];
      for (int x = 0; x < newWidth; x++) {
        float[] weights = across.weights[x];
        for (int k = 0; k < weights.length; k++) {
          int at = 3 * (across.first[x] + k);
          out[3 * x] += weights[k] * row[at];
          out[3 * x + 1] += weights[k] * row[at + 1];
          out[3 * x + 2] += weights[k] * row[at + 2];
        }
      }
      narrow[y] = out;
    }
    byte[] pixels = new byte[newHeight * newWidth * 3];
    for (int y = 0; y < newHeight; y++) {
      float[] weights = down.weights[y];
      for (int i = 0; i < 3 * newWidth; i++) {
        float sum = 0;
        for (int k = 0; k < weights.length; k++) {
          sum += weights[k] * narrow[down.first[y] + k][i];
        }
        pixels[y * 3 * newWidth + i] = (byte) Math.max(0, Math.min(255, Math.round(sum)));
      }
    }
    return pixels;
  }

  /** For each new pixel the first old one it is made of, and the weights from there on. */
  @SuppressWarnings("ArrayRecordComponent") // a pair of tables
  private record Taps(int[] first, float[][] weights) {}

  private static Taps taps(int from, int to) {
    double scale = (double) from / to;
    double reach = Math.max(1, scale);
    int[] first = new int[to];
    float[][] weights = new float[to][];
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * scale;
      first[i] = Math.max(0, (int) Math.floor(centre - reach + 0.5));
      int end = Math.min(from, (int) Math.floor(centre + reach + 0.5));
      double[] w = new double[end - first[i]];
      double sum = 0;
      for (int k = 0; k < w.length; k++) {
        w[k] = Math.max(0, 1 - Math.abs((first[i] + k + 0.5 - centre) / reach));
        sum += w[k];
      }
      weights[i] = new float[w.length];
      for (int k = 0; k < w.length; k++) {
        weights[i][k] = (float) (w[k] / sum);
      }
    }
    return new Taps(first, weights);
  }
}
