package org.vivarium.metrics;

/** Quantiles of numbers. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile of a level, on straight lines between the numbers (type 7 of Hyndman and Fan 1996,
   * NumPy's).
   *
   * @param sorted rising, at least one
   */
  public static double of(double[] sorted, double level) {
    double place = level * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
