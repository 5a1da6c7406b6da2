package org.vivarium.anomaly;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The eigenvalues and eigenvectors of a symmetric matrix: Householder's reduction to three
 * diagonals, then QL steps with implicit shifts (Golub and Van Loan, "Matrix computations", 8.3).
 *
 * @param values the largest first
 * @param vectors {@code [i]} is the unit vector of value i
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Eigen(double[] values, double[][] vectors) {
  private static final int MOST_STEPS = 60;

  /** Of a symmetric matrix, of which the lower triangle is read. */
  static Eigen of(double[][] symmetric) {
    int n = symmetric.length;
    double[][] a = Arrays.stream(symmetric).map(double[]::clone).toArray(double[][]::new);
    double[] diagonal = new double[n];
    double[] beside = new double[n];
    double[][] reflectors = reduce(a, diagonal, beside);
    double[][] vectors = undo(reflectors, n); // rows
    shift(diagonal, beside, vectors);
    int[] order =
        IntStream.range(0, n)
            .boxed()
            .sorted((i, j) -> Double.compare(diagonal[j], diagonal[i]))
            .mapToInt(i -> i)
            .toArray();
    return new Eigen(
        Arrays.stream(order).mapToDouble(i -> diagonal[i]).toArray(),
        Arrays.stream(order).mapToObj(i -> vectors[i]).toArray(double[][]::new));
  }

  /**
   * Makes the matrix tridiagonal by reflections, one for each column from the first on.
   *
   * @param beside the numbers beside the diagonal: {@code beside[i]} between i and i + 1
   * @return the vectors u of the reflections I - 2uu'; null where there is nothing to reflect
   */
  private static double[][] reduce(double[][] a, double[] diagonal, double[] beside) {
    int n = a.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < i; j++) {
        a[j][i] = a[i][j];
      }
    }
    double[][] reflectors = new double[n][];
    for (int k = 0; k < n; k++) {
      diagonal[k] = a[k][k];
      if (k == n - 1) {
        break;
      }
      double norm = 0;
      for (int i = k + 1; i < n; i++) {
        norm = Math.hypot(norm, a[k][i]);
      }
      double rest = 0;
      for (int i = k + 2; i < n; i++) {
        rest = Math.max(rest, Math.abs(a[k][i]));
      }
      beside[k] = a[k][k + 1];
      if (rest == 0) {
        continue;
      }
      double[] u = new double[n];
      beside[k] = a[k][k + 1] > 0 ? -norm : norm;
      System.arraycopy(a[k], k + 1, u, k + 1, n - k - 1);
      u[k + 1] -= beside[k];
      double length = 0;
      for (int i = k + 1; i < n; i++) {
        length = Math.hypot(length, u[i]);
      }
      for (int i = k + 1; i < n; i++) {
        u[i] /= length;
      }
      reflect(a, u, k + 1);
      reflectors[k] = u;
    }
    return reflectors;
  }

  /** The block of the matrix from {@code from} on, reflected from both sides. */
  private static void reflect(double[][] a, double[] u, int from) {
    int n = a.length;
    double[] p = new double[n]; // the matrix times u
    IntStream rows = IntStream.range(from, n);
    (n - from > 200 ? rows.parallel() : rows).forEach(i -> p[i] = dot(a[i], u, from));
    double along = dot(p, u, from);
    for (int i = from; i < n; i++) {
      p[i] = 2 * (p[i] - along * u[i]);
    }
    IntStream again = IntStream.range(from, n);
    (n - from > 200 ? again.parallel() : again)
        .forEach(
            i -> {
              double[] row = a[i];
              double ui = u[i];
              double pi = p[i];
              for (int j = from; j < n; j++) {
                row[j] -= ui * p[j] + pi * u[j];
              }
            });
  }

  private static double dot(double[] a, double[] b, int from) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int i = from;
    for (; i + 3 < a.length; i += 4) {
      s0 += a[i] * b[i];
      s1 += a[i + 1] * b[i + 1];
      s2 += a[i + 2] * b[i + 2];
      s3 += a[i + 3] * b[i + 3];
    }
    for (; i < a.length; i++) {
      s0 += a[i] * b[i];
    }
    return s0 + s1 + (s2 + s3);
  }

  /** The product of the reflections, transposed: row i is what axis i of the reduced matrix is. */
  private static double[][] undo(double[][] reflectors, int n) {
    double[][] q = new double[n][n];
    IntStream.range(0, n)
        .parallel()
        .forEach(
            i -> {
              q[i][i] = 1;
              for (int k = n - 1; k >= 0; k--) {
                double[] u = reflectors[k];
                if (u != null) {
                  double twice = 2 * dot(q[i], u, k + 1);
                  for (int j = k + 1; j < n; j++) {
                    q[i][j] -= twice * u[j];
                  }
                }
              }
            });
    return q;
  }

  /** Makes three diagonals one; the rows of {@code z} turn with it. */
  private static void shift(double[] d, double[] e, double[][] z) {
    int n = d.length;
    double largest = 0;
    for (int i = 0; i < n; i++) {
      largest = Math.max(largest, Math.abs(d[i]) + Math.abs(e[i]));
    }
    double nothing = Math.ulp(1.0) * largest; // beside the whole matrix, not beside neighbours
    for (int l = 0; l < n; l++) {
      for (int step = 0; ; step++) {
        int m = l;
        while (m < n - 1 && Math.abs(e[m]) > nothing) {
          m++;
        }
        if (m == l) {
          break;
        }
        if (step == MOST_STEPS) {
          throw new IllegalStateException("the eigenvalues of a matrix do not converge");
        }
        double g = (d[l + 1] - d[l]) / (2 * e[l]);
        g = d[m] - d[l] + e[l] / (g + Math.copySign(Math.hypot(g, 1), g));
        double s = 1;
        double c = 1;
        double p = 0;
        int i = m - 1;
        for (; i >= l; i--) {
          double f = s * e[i];
          double b = c * e[i];
          double r = Math.hypot(f, g);
          e[i + 1] = r;
          if (r == 0) {
            d[i + 1] -= p;
            e[m] = 0;
            break;
          }
          s = f / r;
          c = g / r;
          g = d[i + 1] - p;
          r = (d[i] - g) * s + 2 * c * b;
          p = s * r;
          d[i + 1] = g + p;
          g = c * r - b;
          rotate(z[i], z[i + 1], s, c);
        }
        if (i >= l) {
          continue;
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
      }
    }
  }

  private static void rotate(double[] a, double[] b, double s, double c) {
    for (int k = 0; k < a.length; k++) {
      double x = b[k];
      b[k] = s * a[k] + c * x;
      a[k] = c * a[k] - s * x;
    }
  }
}
