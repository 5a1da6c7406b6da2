package org.vivarium.apps.generative.gan;

import java.util.Arrays;

/** The nearest of many vectors, by the straight line. */
final class Nearest {
  private Nearest() {}

  /** For each asked vector the number of the known one that is nearest. */
  static int[] of(float[][] asked, float[][] known) {
    return Arrays.stream(asked).mapToInt(x -> of(x, known)).toArray();
  }

  private static int of(float[] x, float[][] known) {
    int nearest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < known.length; i++) {
      double sum = 0;
      for (int j = 0; j < x.length; j++) {
        double d = x[j] - known[i][j];
        sum += d * d;
      }
      if (sum < least) {
        least = sum;
        nearest = i;
      }
    }
    return nearest;
  }
}
