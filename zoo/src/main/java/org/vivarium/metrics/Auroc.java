package org.vivarium.metrics;

import java.util.Arrays;

/** The area under the ROC curve: how often a positive scores above a negative. */
public final class Auroc {
  private Auroc() {}

  /** As {@link #of(boolean[], double[])}. */
  public static double of(boolean[] positive, float[] scores) {
    double[] same = new double[scores.length];
    for (int i = 0; i < same.length; i++) {
      same[i] = scores[i];
    }
    return of(positive, same);
  }

  /**
   * The chance that a random positive scores above a random negative, a tie counting half
   * (Mann-Whitney U); NaN when there is no positive or no negative.
   */
  public static double of(boolean[] positive, double[] scores) {
    if (positive.length != scores.length) {
      throw new IllegalArgumentException(
          "there are " + positive.length + " answers for " + scores.length + " scores");
    }
    double[] up = new double[scores.length];
    double[] down = new double[scores.length];
    int ups = 0;
    int downs = 0;
    for (int i = 0; i < scores.length; i++) {
      double score = scores[i] + 0.0; // -0 sorts below 0, though they are equal
      if (positive[i]) {
        up[ups++] = score;
      } else {
        down[downs++] = score;
      }
    }
    Arrays.sort(up, 0, ups);
    Arrays.sort(down, 0, downs);
    double wins = 0;
    for (int i = 0, below = 0, notAbove = 0; i < ups; i++) {
      while (below < downs && down[below] < up[i]) {
        below++;
      }
      while (notAbove < downs && down[notAbove] <= up[i]) {
        notAbove++;
      }
      wins += below + 0.5 * (notAbove - below);
    }
    return wins / ((double) ups * downs);
  }
}
