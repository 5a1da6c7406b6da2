package org.vivarium.anomaly;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The distance to the k-th nearest of the rows (Ramaswamy, Rastogi and Shim, "Efficient algorithms
 * for mining outliers from large data sets", 2000).
 *
 * @param k which of the neighbours; fewer where there are fewer rows
 */
public record NearestNeighbours(int k) implements Detector {
  public NearestNeighbours {
    if (k < 1) {
      throw new IllegalArgumentException("k is " + k + "; it must be at least 1");
    }
  }

  @Override
  public Fitted fit(double[][] rows) {
    Rows.checkFit(rows, 1);
    return new Fitted(transposed(rows), k);
  }

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][i] = rows[i][c];
      }
    }
    return columns;
  }

  /**
   * The rows that it knows.
   *
   * @param known {@code [columns][n]}, so that distances to all of them are one loop
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Fitted(double[][] known, int k) implements Scorer {
    private static final int BLOCK = 1024; // distances that stay in the cache

    @Override
    public double[] score(double[][] rows) {
      Rows.check(rows, known.length);
      double[] scores = new double[rows.length];
      IntStream.range(0, rows.length).parallel().forEach(i -> scores[i] = score(rows[i]));
      return scores;
    }

    private double score(double[] row) {
      int n = known[0].length;
      double[] nearest = new double[Math.min(k, n)]; // squares in rising order
      Arrays.fill(nearest, Double.POSITIVE_INFINITY);
      double[] squares = new double[Math.min(BLOCK, n)];
      for (int from = 0; from < n; from += BLOCK) {
        int count = Math.min(BLOCK, n - from);
        Arrays.fill(squares, 0);
        for (int c = 0; c < known.length; c++) {
          addSquares(squares, known[c], from, count, row[c]);
        }
        for (int i = 0; i < count; i++) {
          insert(nearest, squares[i]);
        }
      }
      return Math.sqrt(nearest[nearest.length - 1]);
    }

    private static void addSquares(double[] to, double[] column, int from, int count, double x) {
      for (int i = 0; i < count; i++) {
        double away = column[from + i] - x;
        to[i] += away * away;
      }
    }

    private static void insert(double[] nearest, double square) {
      int at = nearest.length - 1;
      if (square >= nearest[at]) {
        return;
      }
      for (; at > 0 && nearest[at - 1] > square; at--) {
        nearest[at] = nearest[at - 1];
      }
      nearest[at] = square;
    }

    /** What {@link #of} makes it again from. */
    public Map<String, double[][]> arrays() {
      return new TreeMap<>(Map.of("known", known, "k", new double[][] {{k}}));
    }

    public static Fitted of(Map<String, double[][]> arrays) {
      return new Fitted(arrays.get("known"), (int) arrays.get("k")[0][0]);
    }
  }
}
