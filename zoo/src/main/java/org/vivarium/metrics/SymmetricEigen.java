package org.vivarium.metrics;

/**
 * Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations (1846): exact to the
 * last digits, for matrices of up to a few hundred rows.
 *
 * @param values in the order of the vectors
 * @param vectors {@code [row][i]}: column i is the eigenvector of value i, of length 1
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
public record SymmetricEigen(double[] values, double[][] vectors) {
  private static final int MOST_SWEEPS = 100;
  private static final double STILL = 1e-22; // of the squares beside the diagonal, to all

  /**
   * Those of a matrix, which is left as it is.
   *
   * @throws IllegalArgumentException when the matrix is not square or not symmetric
   */
  public static SymmetricEigen of(double[][] matrix) {
    int n = matrix.length;
    double[][] a = new double[n][];
    double[][] v = new double[n][n];
    double whole = 0;
    for (int i = 0; i < n; i++) {
      if (matrix[i].length != n) {
        throw new IllegalArgumentException(
            "row %d of a matrix of %d rows has %d numbers".formatted(i, n, matrix[i].length));
      }
      a[i] = matrix[i].clone();
      v[i][i] = 1;
      for (int j = 0; j < n; j++) {
        double scale = Math.abs(matrix[i][j]) + Math.abs(matrix[j][i]);
        if (!(Math.abs(matrix[i][j] - matrix[j][i]) <= 1e-9 * scale)) {
          throw new IllegalArgumentException(
              "the matrix is not symmetric: %s and %s at %d, %d"
                  .formatted(matrix[i][j], matrix[j][i], i, j));
        }
        whole += matrix[i][j] * matrix[i][j];
      }
    }
    for (int sweep = 0; sweep < MOST_SWEEPS && beside(a) > STILL * whole; sweep++) {
      for (int p = 0; p < n - 1; p++) {
        for (int q = p + 1; q < n; q++) {
          rotate(a, v, p, q);
        }
      }
    }
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] = a[i][i];
    }
    return new SymmetricEigen(values, v);
  }

  /**
   * The square root of the matrix, itself symmetric. Values below zero, which a covariance has by
   * rounding only, count as zero.
   */
  public double[][] squareRoot() {
    int n = values.length;
    double[][] root = new double[n][n];
    for (int k = 0; k < n; k++) {
      double s = Math.sqrt(Math.max(0, values[k]));
      for (int i = 0; i < n; i++) {
        double scaled = s * vectors[i][k];
        for (int j = 0; j < n; j++) {
          root[i][j] += scaled * vectors[j][k];
        }
      }
    }
    return root;
  }

  private static double beside(double[][] a) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < i; j++) {
        sum += 2 * a[i][j] * a[i][j];
      }
    }
    return sum;
  }

  /** Turns rows and columns p and q so that they have nothing in common. */
  private static void rotate(double[][] a, double[][] v, int p, int q) {
    if (a[p][q] == 0) {
      return;
    }
    double half = (a[q][q] - a[p][p]) / (2 * a[p][q]);
    double t = Math.signum(half) / (Math.abs(half) + Math.sqrt(half * half + 1));
    t = half == 0 ? 1 : t;
    double c = 1 / Math.sqrt(t * t + 1);
    double s = t * c;
    double pp = a[p][p] - t * a[p][q];
    double qq = a[q][q] + t * a[p][q];
    for (int k = 0; k < a.length; k++) {
      double x = a[k][p];
      double y = a[k][q];
      a[k][p] = c * x - s * y;
      a[k][q] = s * x + c * y;
      a[p][k] = a[k][p];
      a[q][k] = a[k][q];
      double vx = v[k][p];
      double vy = v[k][q];
      v[k][p] = c * vx - s * vy;
      v[k][q] = s * vx + c * vy;
    }
    a[p][p] = pp;
    a[q][q] = qq;
    a[p][q] = 0;
    a[q][p] = 0;
  }
}
