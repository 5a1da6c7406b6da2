package org.vivarium.anomaly;

import java.util.Arrays;

/** Where the usual ends: a quantile of the scores of rows that are taken for usual. */
public final class Threshold {
  private Threshold() {}

  /**
   * The score that this share of the scores lies above, interpolated between neighbours as NumPy
   * does.
   *
   * @param contamination in 0..0.5
   */
  public static double of(double[] scores, double contamination) {
    checkContamination(contamination);
    if (scores.length == 0) {
      throw new IllegalArgumentException("there are no scores to set a threshold by");
    }
    double[] sorted = scores.clone();
    Arrays.sort(sorted);
    double place = (1 - contamination) * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /** A share of anomalies that is half or more would make them the usual. */
  public static void checkContamination(double contamination) {
    if (!(contamination >= 0 && contamination <= .5)) {
      throw new IllegalArgumentException(
          "the contamination is "
              + contamination
              + "; it must be from 0 to 0.5, the share of rows that may be anomalies");
    }
  }
}
