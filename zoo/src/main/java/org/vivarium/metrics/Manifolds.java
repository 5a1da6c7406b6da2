package org.vivarium.metrics;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * How two sets of vectors cover each other (Kynkäänniemi et al., "Improved precision and recall
 * metric for assessing generative models", 2019). A set's manifold is the union of the balls about
 * its vectors that reach to their k-th nearest neighbour within the set.
 *
 * @param precision the share of generated vectors in the manifold of the real ones: are they like
 *     real ones?
 * @param recall the share of real vectors in the manifold of the generated ones: is every kind
 *     there?
 */
public record Manifolds(double precision, double recall) {

  /**
   * Looks at every pair of vectors.
   *
   * @param real {@code [n][width]}
   * @param generated {@code [m][width]}
   * @param k 3 in the paper
   */
  public static Manifolds of(float[][] real, float[][] generated, int k) {
    if (k < 1 || k >= real.length || k >= generated.length) {
      throw new IllegalArgumentException(
          "k is %d; it must be at least 1 and below the number of vectors, %d and %d"
              .formatted(k, real.length, generated.length));
    }
    return new Manifolds(inside(generated, real, k), inside(real, generated, k));
  }

  private static double inside(float[][] asked, float[][] set, int k) {
    double[] radii = // squared, as all distances here
        Arrays.stream(set).parallel().mapToDouble(x -> nth(set, x, k)).toArray();
    long within =
        Arrays.stream(asked)
            .parallel()
            .filter(
                x -> IntStream.range(0, set.length).anyMatch(i -> distance(set[i], x) <= radii[i]))
            .count();
    return (double) within / asked.length;
  }

  /** To the k-th nearest, the vector itself, at 0, not counted. */
  private static double nth(float[][] set, float[] x, int k) {
    double[] nearest = new double[k + 1]; // rising
    Arrays.fill(nearest, Double.POSITIVE_INFINITY);
    for (float[] other : set) {
      double d = distance(other, x);
      for (int i = k; i >= 0 && d < nearest[i]; i--) {
        if (i < k) {
          nearest[i + 1] = nearest[i];
        }
        nearest[i] = d;
      }
    }
    return nearest[k];
  }

  private static double distance(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double d = a[i] - b[i];
      sum += d * d;
    }
    return sum;
  }
}
