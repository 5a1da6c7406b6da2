package org.vivarium.series;

/** Equations whose matrix is symmetric and positive definite. */
final class Cholesky {
  private Cholesky() {}

  /**
   * Solves {@code left x = right} for several right sides at once.
   *
   * @param left the lower triangle, row by row; overwritten
   * @param right {@code [n][sides]}
   */
  static double[][] solve(double[][] left, double[][] right) {
    factor(left);
    int n = left.length;
    double[][] x = new double[n][];
    for (int i = 0; i < n; i++) {
      x[i] = right[i].clone();
      for (int k = 0; k < i; k++) {
        subtract(x[i], x[k], left[i][k]);
      }
      scale(x[i], 1 / left[i][i]);
    }
    for (int i = n - 1; i >= 0; i--) {
      scale(x[i], 1 / left[i][i]);
      for (int k = 0; k < i; k++) {
        subtract(x[k], x[i], left[i][k]);
      }
    }
    return x;
  }

  private static void factor(double[][] l) {
    for (int i = 0; i < l.length; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = l[i][j];
        for (int k = 0; k < j; k++) {
          sum -= l[i][k] * l[j][k];
        }
        if (i > j) {
          l[i][j] = sum / l[j][j];
        } else if (sum > 0) {
          l[i][i] = Math.sqrt(sum);
        } else {
          throw new IllegalArgumentException("the equations say too little to be solved");
        }
      }
    }
  }

  private static void subtract(double[] from, double[] what, double times) {
    for (int h = 0; h < from.length; h++) {
      from[h] -= times * what[h];
    }
  }

  private static void scale(double[] row, double by) {
    for (int h = 0; h < row.length; h++) {
      row[h] *= by;
    }
  }
}
