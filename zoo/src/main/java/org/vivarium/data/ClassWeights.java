package org.vivarium.data;

import java.util.Arrays;

/** The weight of each class in a loss. */
public final class ClassWeights {
  private ClassWeights() {}

  /**
   * Weights that make every class count the same: n / (k * count), as scikit-learn's {@code
   * balanced}, over the k classes that have examples; 0 for a class without any.
   */
  public static float[] balanced(int[] counts) {
    double total = Arrays.stream(counts).asLongStream().sum();
    long present = Arrays.stream(counts).filter(n -> n > 0).count();
    float[] weights = new float[counts.length];
    for (int c = 0; c < counts.length; c++) {
      weights[c] = counts[c] == 0 ? 0 : (float) (total / (present * counts[c]));
    }
    return weights;
  }
}
