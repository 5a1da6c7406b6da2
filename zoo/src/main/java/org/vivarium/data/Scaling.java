package org.vivarium.data;

import java.util.Arrays;

/**
 * Columns brought to mean 0 and standard deviation 1, so that units do not count.
 *
 * @param std 1 for a column that never changes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Scaling(double[] mean, double[] std) {
  /** Leaves rows as they are: pixels have one unit. */
  public static Scaling none(int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Scaling(new double[columns], ones);
  }

  /** Fitted to rows, which should be those that are learned from and no others. */
  public static Scaling of(double[][] rows) {
    int columns = rows[0].length;
    double[] mean = new double[columns];
    double[] std = new double[columns];
    for (int c = 0; c < columns; c++) {
      int column = c;
      double average = Arrays.stream(rows).mapToDouble(r -> r[column]).average().orElse(0);
      double square =
          Arrays.stream(rows)
              .mapToDouble(r -> (r[column] - average) * (r[column] - average))
              .average()
              .orElse(0);
      mean[c] = average;
      std[c] = square > 0 ? Math.sqrt(square) : 1;
    }
    return new Scaling(mean, std);
  }

  public double[][] apply(double[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(double[][]::new);
  }

  /** The value in its own unit again. */
  public double back(double scaled, int column) {
    return scaled * std[column] + mean[column];
  }

  private double[] apply(double[] row) {
    double[] scaled = new double[row.length];
    Arrays.setAll(scaled, c -> (row[c] - mean[c]) / std[c]);
    return scaled;
  }
}
