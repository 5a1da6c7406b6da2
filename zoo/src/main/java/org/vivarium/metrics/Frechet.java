package org.vivarium.metrics;

/**
 * The Fréchet distance of two sets of vectors, taken for normal distributions (Heusel et al., "GANs
 * trained by a two time-scale update rule", 2017): {@code |m1 - m2|^2 + tr(S1 + S2 - 2 (S1
 * S2)^(1/2))}. With features of the Inception network it is what papers call FID; with those of
 * another network it is a number of its own, and not comparable with theirs.
 */
public final class Frechet {
  private Frechet() {}

  /**
   * The distance; 0 for equal means and covariances.
   *
   * @param a {@code [n][width]}, at least two
   * @param b {@code [m][width]}, at least two
   */
  public static double distance(float[][] a, float[][] b) {
    if (a.length < 2 || b.length < 2 || a[0].length != b[0].length) {
      throw new IllegalArgumentException(
          "%d and %d vectors have no distance of distributions: at least two of one width each"
              .formatted(a.length, b.length));
    }
    double[] meanA = mean(a);
    double[] meanB = mean(b);
    double[][] first = covariance(a, meanA);
    double[][] second = covariance(b, meanB);
    double sum = 0;
    for (int i = 0; i < meanA.length; i++) {
      double d = meanA[i] - meanB[i];
      sum += d * d + first[i][i] + second[i][i];
    }
    // the product is not symmetric, but has the eigenvalues of this one, which is
    double[][] root = SymmetricEigen.of(first).squareRoot();
    double[][] product = symmetric(times(times(root, second), root));
    for (double value : SymmetricEigen.of(product).values()) {
      sum -= 2 * Math.sqrt(Math.max(0, value));
    }
    return Math.max(0, sum);
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

  /** With n - 1 below, as numpy's {@code cov} has it. */
  private static double[][] covariance(float[][] vectors, double[] mean) {
    int n = mean.length;
    double[][] sums = new double[n][n];
    double[] d = new double[n];
    for (float[] x : vectors) {
      for (int i = 0; i < n; i++) {
        d[i] = x[i] - mean[i];
      }
      for (int i = 0; i < n; i++) {
        for (int j = 0; j <= i; j++) {
          sums[i][j] += d[i] * d[j];
        }
      }
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        sums[i][j] /= vectors.length - 1;
        sums[j][i] = sums[i][j];
      }
    }
    return sums;
  }

  private static double[][] times(double[][] a, double[][] b) {
    int n = a.length;
    double[][] product = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int k = 0; k < n; k++) {
        for (int j = 0; j < n; j++) {
          product[i][j] += a[i][k] * b[k][j];
        }
      }
    }
    return product;
  }

  private static double[][] symmetric(double[][] a) {
    int n = a.length;
    double[][] mean = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        mean[i][j] = (a[i][j] + a[j][i]) / 2;
      }
    }
    return mean;
  }
}
