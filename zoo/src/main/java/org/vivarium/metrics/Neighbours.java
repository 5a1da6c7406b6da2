package org.vivarium.metrics;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Classification by the k nearest neighbours in the cosine of the angle between vectors: what a set
 * of features tells without any further training.
 */
public final class Neighbours {
  private Neighbours() {}

  /**
   * The share of each class among the k nearest.
   *
   * @param known {@code [n][width]}, with their labels
   * @param asked {@code [m][width]}
   * @return {@code [m][classes]}; each row sums to 1
   */
  public static float[][] votes(
      float[][] known, int[] labels, int classes, float[][] asked, int k) {
    if (k < 1 || k > known.length) {
      throw new IllegalArgumentException(
          "k is %d; it must be from 1 to the number of known vectors, %d"
              .formatted(k, known.length));
    }
    float[][] units = Arrays.stream(known).parallel().map(Neighbours::unit).toArray(float[][]::new);
    return Arrays.stream(asked)
        .parallel()
        .map(x -> votes(units, labels, classes, unit(x), k))
        .toArray(float[][]::new);
  }

  private static float[] votes(float[][] units, int[] labels, int classes, float[] x, int k) {
    double[] cosines = new double[units.length];
    Arrays.setAll(cosines, i -> dot(units[i], x));
    float[] votes = new float[classes];
    IntStream.range(0, units.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -cosines[i]))
        .limit(k)
        .forEach(i -> votes[labels[i]] += 1f / k);
    return votes;
  }

  private static float[] unit(float[] x) {
    double length = Math.sqrt(dot(x, x));
    float[] unit = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      unit[i] = length == 0 ? 0 : (float) (x[i] / length);
    }
    return unit;
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
