package org.vivarium.series;

import java.util.Arrays;

/**
 * Ordinary least squares by Householder's reflections, which are as exact as the columns allow.
 *
 * @param coefficients of the columns
 * @param errors standard error of each coefficient
 * @param residuals what is left of each row
 * @param squares the sum of their squares
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record LeastSquares(double[] coefficients, double[] errors, double[] residuals, double squares) {
  private static final double SMALLEST = 1e-12; // of a column that says something new

  /**
   * Fits {@code y} to columns.
   *
   * @param columns {@code [columns][rows]}, fewer than rows
   * @throws IllegalArgumentException where a column is a mixture of the others
   */
  static LeastSquares of(double[][] columns, double[] y) {
    int n = y.length;
    int k = columns.length;
    if (n <= k) {
      throw new IllegalArgumentException(
          "%d rows are too few to fit %d numbers to them".formatted(n, k));
    }
    double[][] q = Arrays.stream(columns).map(double[]::clone).toArray(double[][]::new);
    double[] right = y.clone();
    double[][] r = new double[k][k]; // upper triangle
    for (int j = 0; j < k; j++) {
      reflect(q, right, r, j);
    }
    double[] b = new double[k];
    for (int j = k - 1; j >= 0; j--) {
      double sum = right[j];
      for (int i = j + 1; i < k; i++) {
        sum -= r[j][i] * b[i];
      }
      b[j] = sum / r[j][j];
    }
    double[] residuals = y.clone();
    double squares = 0;
    for (int t = 0; t < n; t++) {
      for (int j = 0; j < k; j++) {
        residuals[t] -= b[j] * columns[j][t];
      }
      squares += residuals[t] * residuals[t];
    }
    return new LeastSquares(b, errors(r, squares / (n - k)), residuals, squares);
  }

  /** Turns the columns from j on so that column j is 0 below its place j. */
  private static void reflect(double[][] q, double[] right, double[][] r, int j) {
    double[] v = q[j];
    double norm = 0;
    double whole = 0;
    for (int t = 0; t < v.length; t++) {
      whole += v[t] * v[t];
      norm += t >= j ? v[t] * v[t] : 0;
    }
    if (!(norm > SMALLEST * SMALLEST * whole)) {
      throw new IllegalArgumentException(
          "the rows do not tell the columns of a regression apart: the series is constant or a straight line");
    }
    double length = v[j] > 0 ? -Math.sqrt(norm) : Math.sqrt(norm);
    double head = v[j] - length;
    double half = -length * head; // half the square of the reflecting vector
    r[j][j] = length;
    v[j] = head;
    for (int i = j + 1; i < q.length; i++) {
      turn(q[i], v, j, half);
      r[j][i] = q[i][j];
    }
    turn(right, v, j, half);
  }

  private static void turn(double[] x, double[] v, int j, double half) {
    double dot = 0;
    for (int t = j; t < x.length; t++) {
      dot += v[t] * x[t];
    }
    double by = dot / half;
    for (int t = j; t < x.length; t++) {
      x[t] -= by * v[t];
    }
  }

  /** From the rows of the inverse of R. */
  private static double[] errors(double[][] r, double variance) {
    int k = r.length;
    double[][] inverse = new double[k][k];
    for (int c = 0; c < k; c++) {
      inverse[c][c] = 1 / r[c][c];
      for (int i = c - 1; i >= 0; i--) {
        double sum = 0;
        for (int m = i + 1; m <= c; m++) {
          sum += r[i][m] * inverse[m][c];
        }
        inverse[i][c] = -sum / r[i][i];
      }
    }
    return Arrays.stream(inverse)
        .mapToDouble(row -> Math.sqrt(variance * Arrays.stream(row).map(x -> x * x).sum()))
        .toArray();
  }
}
