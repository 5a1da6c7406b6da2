package org.vivarium.anomaly;

import java.util.Arrays;
import java.util.stream.IntStream;

/** What detectors ask of the rows that they are given. */
public final class Rows {
  private Rows() {}

  /**
   * Checks rows to fit to, of as many columns each.
   *
   * @param least how many of them differ at least
   */
  public static void checkFit(double[][] rows, int least) {
    if (rows.length == 0 || rows[0].length == 0) {
      throw new IllegalArgumentException("there are no rows to fit a detector to");
    }
    check(rows, rows[0].length);
    if (least > 1 && Arrays.stream(rows).allMatch(row -> Arrays.equals(row, rows[0]))) {
      throw new IllegalArgumentException(
          rows.length == 1
              ? "there is one row to fit to: at least two that differ are needed"
              : "all "
                  + rows.length
                  + " rows to fit to are the same point: no detector can tell what varies");
    }
  }

  /**
   * Checks that rows have so many numbers, all finite.
   *
   * @throws IllegalArgumentException that names the first row and column that is wrong, counted
   *     from 1
   */
  public static void check(double[][] rows, int columns) {
    for (int i = 0; i < rows.length; i++) {
      if (rows[i].length != columns) {
        throw new IllegalArgumentException(
            "row %d has %d numbers instead of %d".formatted(i + 1, rows[i].length, columns));
      }
      for (int c = 0; c < columns; c++) {
        if (!Double.isFinite(rows[i][c])) {
          throw new IllegalArgumentException(
              "row %d, column %d is %s: leave the row out or put a number there"
                  .formatted(i + 1, c + 1, rows[i][c]));
        }
      }
    }
  }

  /** The mean of each column. */
  static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      for (int c = 0; c < mean.length; c++) {
        mean[c] += row[c];
      }
    }
    for (int c = 0; c < mean.length; c++) {
      mean[c] /= rows.length;
    }
    return mean;
  }

  /** The numbers of the columns that are the same in every row. */
  static int[] constant(double[][] rows) {
    return IntStream.range(0, rows[0].length)
        .filter(c -> Arrays.stream(rows).allMatch(row -> row[c] == rows[0][c]))
        .toArray();
  }

  /** Some numbers as a person reads them, counted from 1: "3, 7, 9 and 12 more". */
  static String some(int[] columns) {
    int shown = Math.min(columns.length, 5);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < shown; i++) {
      text.append(i == 0 ? "" : ", ").append(columns[i] + 1);
    }
    return columns.length > shown ? text + " and " + (columns.length - shown) + " more" : "" + text;
  }
}
