package org.vivarium.series;

import java.util.Arrays;

/**
 * The linear floor: each step of the future is a weighted sum of the steps seen, their differences
 * to the last one, as NLinear (Zeng et al. 2023) has it, with weights of least squares and a ridge
 * in closed form. All columns share them.
 *
 * @param weights {@code [horizon][lookBack]}, of the differences to the last value
 * @param bias of each step
 * @param ridge what was added to the diagonal, as a share of its mean
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LinearFloor(double[][] weights, double[] bias, double ridge) {
  private static final int MOST_WINDOWS = 20_000; // of which more would change little

  /**
   * Fits the weights for each of several ridges.
   *
   * @param values scaled, {@code [time][columns]}
   * @param origins of the windows to learn from
   */
  public static LinearFloor[] fit(
      double[][] values, int columns, Windows windows, int[] origins, double... ridges) {
    int size = windows.lookBack(); // the last difference is 0: its place is the constant's
    int horizon = windows.horizon();
    double[][] gram = new double[size][size];
    double[][] moments = new double[size][horizon];
    double[] seen = new double[size];
    double[] told = new double[horizon];
    int every = Math.max(1, origins.length * columns / MOST_WINDOWS);
    for (int i = 0; i < origins.length; i += every) {
      for (int c = 0; c < columns; c++) {
        double last = differences(values, c, origins[i], seen);
        for (int h = 0; h < horizon; h++) {
          told[h] = values[origins[i] + h][c] - last;
        }
        add(gram, moments, seen, told);
      }
    }
    double scale = 0;
    for (int k = 0; k < size - 1; k++) {
      scale += gram[k][k] / Math.max(1, size - 1);
    }
    LinearFloor[] floors = new LinearFloor[ridges.length];
    for (int r = 0; r < ridges.length; r++) {
      floors[r] = solve(gram, moments, ridges[r], Math.max(scale, 1e-12));
    }
    return floors;
  }

  /** The differences to the last value seen, and 1 in the last place; gives that value. */
  private static double differences(double[][] values, int c, int origin, double[] seen) {
    double last = values[origin - 1][c];
    int lookBack = seen.length;
    for (int k = 0; k < lookBack - 1; k++) {
      seen[k] = values[origin - lookBack + k][c] - last;
    }
    seen[lookBack - 1] = 1;
    return last;
  }

  private static void add(double[][] gram, double[][] moments, double[] seen, double[] told) {
    for (int i = 0; i < seen.length; i++) {
      double x = seen[i];
      double[] row = gram[i];
      for (int j = 0; j <= i; j++) {
        row[j] += x * seen[j];
      }
      double[] moment = moments[i];
      for (int h = 0; h < told.length; h++) {
        moment[h] += x * told[h];
      }
    }
  }

  private static LinearFloor solve(
      double[][] gram, double[][] moments, double ridge, double scale) {
    int size = gram.length;
    double[][] left = new double[size][];
    for (int i = 0; i < size; i++) {
      left[i] = Arrays.copyOf(gram[i], i + 1);
      left[i][i] += i < size - 1 ? Math.max(ridge, 1e-10) * scale : 0;
    }
    double[][] solution = Cholesky.solve(left, moments);
    int horizon = moments[0].length;
    double[][] weights = new double[horizon][size];
    double[] bias = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      for (int k = 0; k < size - 1; k++) {
        weights[h][k] = solution[k][h];
      }
      bias[h] = solution[size - 1][h];
    }
    return new LinearFloor(weights, bias, ridge);
  }

  /** What comes after the rows before the origin, {@code [horizon][columns]}. */
  public double[][] forecast(double[][] values, int columns, int origin) {
    int lookBack = weights[0].length;
    double[] seen = new double[lookBack];
    double[][] told = new double[weights.length][columns];
    for (int c = 0; c < columns; c++) {
      double last = differences(values, c, origin, seen);
      for (int h = 0; h < weights.length; h++) {
        double sum = last + bias[h];
        for (int k = 0; k < lookBack - 1; k++) {
          sum += weights[h][k] * seen[k];
        }
        told[h][c] = sum;
      }
    }
    return told;
  }
}
