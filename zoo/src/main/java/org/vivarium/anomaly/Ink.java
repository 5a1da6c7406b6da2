package org.vivarium.anomaly;

import java.util.Arrays;

/**
 * Pictures as shares of ink: the root of each pixel's share of the sum of all. Rows are then of
 * length 1, and the Euclidean distance of two is that of Hellinger between the shares. Thick and
 * thin strokes, and faint and strong ones, count the same.
 */
public final class Ink {
  private static final double NONE = 1e-3; // beside which an empty picture is no 0/0

  private Ink() {}

  /**
   * What each pixel holds of its picture's ink.
   *
   * @param rows {@code [n][pixels]}, each pixel at least 0
   * @return roots of shares, {@code [n][pixels]}
   */
  public static double[][] shares(double[][] rows) {
    return Arrays.stream(rows).parallel().map(Ink::shares).toArray(double[][]::new);
  }

  private static double[] shares(double[] row) {
    double ink = NONE;
    for (double pixel : row) {
      ink += pixel;
    }
    double[] roots = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      roots[i] = Math.sqrt(row[i] / ink);
    }
    return roots;
  }
}
