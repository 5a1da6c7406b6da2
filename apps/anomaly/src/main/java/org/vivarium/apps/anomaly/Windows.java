package org.vivarium.apps.anomaly;

import java.util.Arrays;

/** A series cut into windows that overlap. */
final class Windows {
  private Windows() {}

  /** Row i holds the values i to i + length - 1. */
  static double[][] of(double[] values, int length) {
    if (values.length <= length) {
      throw new IllegalArgumentException(
          "a series of %d values has no windows of %d to compare: take a smaller --window"
              .formatted(values.length, length));
    }
    double[][] windows = new double[values.length - length + 1][];
    Arrays.setAll(windows, i -> Arrays.copyOfRange(values, i, i + length));
    return windows;
  }
}
