package org.vivarium.series;

/**
 * The floor of all floors: what was a season ago comes again; with a season of 1, what was last.
 *
 * @param season in steps
 */
public record SeasonalNaive(int season) {
  public SeasonalNaive {
    if (season < 1) {
      throw new IllegalArgumentException("a season is " + season + " steps; it must be at least 1");
    }
  }

  /** What comes after the rows before the origin, {@code [horizon][columns]}. */
  public double[][] forecast(double[][] values, int columns, int origin, int horizon) {
    int back = Math.min(season, origin); // a series shorter than a season repeats itself whole
    double[][] told = new double[horizon][columns];
    for (int h = 0; h < horizon; h++) {
      for (int c = 0; c < columns; c++) {
        told[h][c] = values[origin - back + h % back][c];
      }
    }
    return told;
  }

  /**
   * The mean absolute error of the floor one season ahead, over the rows that are learned from:
   * what the mean absolute scaled error is scaled by.
   *
   * @param values of one column
   */
  public double scale(double[] values) {
    if (values.length <= season) {
      throw new IllegalArgumentException(
          "%d rows to learn from are not more than a season of %d: choose a shorter one with --season"
              .formatted(values.length, season));
    }
    double sum = 0;
    for (int t = season; t < values.length; t++) {
      sum += Math.abs(values[t] - values[t - season]);
    }
    return sum / (values.length - season);
  }
}
