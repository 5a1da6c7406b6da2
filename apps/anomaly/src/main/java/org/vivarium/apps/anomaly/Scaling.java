package org.vivarium.apps.anomaly;

import java.util.Arrays;

/**
 * Columns brought to mean 0 and standard deviation 1, so that units do not count.
 *
 * @param std 1 for a column that never changes
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Scaling(double[] mean, double[] std) {
  /** Leaves rows as they are: pixels have one unit. */
  static Scaling none(int columns) {
    double[] ones = new double[columns];
    Arrays.fill(ones, 1);
    return new Scaling(new double[columns], ones);
  }

  static Scaling of(double[][] rows) {
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

  double[][] apply(double[][] rows) {
    return Arrays.stream(rows).map(this::apply).toArray(double[][]::new);
  }

  private double[] apply(double[] row) {
    double[] scaled = new double[row.length];
    Arrays.setAll(scaled, c -> (row[c] - mean[c]) / std[c]);
    return scaled;
  }
}
