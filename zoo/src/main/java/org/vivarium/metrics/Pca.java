package org.vivarium.metrics;

import java.util.Arrays;

/**
 * The directions in which vectors vary most (principal components, Pearson 1901), by power
 * iteration: enough for the two or three that a drawing can show.
 *
 * @param mean of the vectors
 * @param axes the directions, each of length 1, the one of greatest variance first; its largest
 *     number is positive
 * @param shares of the whole variance that lie along each
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record Pca(double[] mean, double[][] axes, double[] shares) {
  private static final int MOST_ROUNDS = 500;
  private static final double STILL = 1e-12;

  /** The first {@code count} directions of vectors {@code [n][width]}. */
  public static Pca of(float[][] vectors, int count) {
    if (vectors.length < 2 || count < 1 || count > vectors[0].length) {
      throw new IllegalArgumentException(
          "%d vectors have no %d principal components".formatted(vectors.length, count));
    }
    double[] mean = mean(vectors);
    double whole = 0;
    for (float[] x : vectors) {
      for (int i = 0; i < mean.length; i++) {
        whole += (x[i] - mean[i]) * (x[i] - mean[i]) / vectors.length;
      }
    }
    double[][] axes = new double[count][];
    double[] shares = new double[count];
    for (int c = 0; c < count; c++) {
      axes[c] = strongest(vectors, mean, Arrays.copyOf(axes, c));
      for (float[] x : vectors) {
        double along = along(axes[c], x, mean);
        shares[c] += whole > 0 ? along * along / vectors.length / whole : 0;
      }
    }
    return new Pca(mean, axes, shares);
  }

  /** Where a vector lies along each direction. */
  public double[] project(float[] x) {
    return Arrays.stream(axes).mapToDouble(axis -> along(axis, x, mean)).toArray();
  }

  private static double[] mean(float[][] vectors) {
    double[] mean = new double[vectors[0].length];
    for (float[] x : vectors) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += (double) x[i] / vectors.length;
      }
    }
    return mean;
  }

  /** The direction of greatest variance among those orthogonal to the ones found before. */
  private static double[] strongest(float[][] vectors, double[] mean, double[][] before) {
    double[] axis = new double[mean.length];
    Arrays.setAll(axis, i -> 1 + i % 7 / 7.0); // orthogonal to nothing in particular
    remove(before, axis);
    scale(axis, 1 / Math.sqrt(dot(axis, axis)));
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] next = new double[axis.length]; // the covariance times the axis
      for (float[] x : vectors) {
        double along = along(axis, x, mean);
        for (int i = 0; i < next.length; i++) {
          next[i] += along * (x[i] - mean[i]);
        }
      }
      remove(before, next);
      double length = Math.sqrt(dot(next, next));
      if (length < STILL) {
        return axis; // no variance is left
      }
      scale(next, 1 / length);
      boolean still = 1 - Math.abs(dot(axis, next)) < STILL;
      axis = next;
      if (still) {
        break;
      }
    }
    double largest = Arrays.stream(axis).reduce(0, (a, b) -> Math.abs(b) > Math.abs(a) ? b : a);
    scale(axis, Math.signum(largest));
    return axis;
  }

  private static void remove(double[][] axes, double[] x) {
    for (double[] axis : axes) {
      double along = dot(axis, x);
      Arrays.setAll(x, i -> x[i] - along * axis[i]);
    }
  }

  private static double along(double[] axis, float[] x, double[] mean) {
    double sum = 0;
    for (int i = 0; i < axis.length; i++) {
      sum += axis[i] * (x[i] - mean[i]);
    }
    return sum;
  }

  private static void scale(double[] x, double by) {
    Arrays.setAll(x, i -> x[i] * by);
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
