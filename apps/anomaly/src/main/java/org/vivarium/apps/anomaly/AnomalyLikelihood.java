package org.vivarium.apps.anomaly;

/**
 * How far the latest scores of a stream are from those of the time before, after the anomaly
 * likelihood of Lavin and Ahmad (2015): the mean of a few, in standard deviations of many. It has
 * one scale for any detector and series, so that one threshold can hold for all, and it becomes
 * used to a series that has changed.
 */
final class AnomalyLikelihood {
  private static final int LONG = 2000; // values that are remembered
  private static final int SHORT = 10; // the latest ones

  private AnomalyLikelihood() {}

  /**
   * How unlikely each score is, with those just before it.
   *
   * @param before scores of the time before, in any order
   */
  static double[] of(double[] before, double[] scores) {
    double[] all = new double[before.length + scores.length];
    System.arraycopy(before, 0, all, 0, before.length);
    System.arraycopy(scores, 0, all, before.length, scores.length);
    double[] sums = new double[all.length + 1]; // of logarithms: scores may span many orders
    double[] squares = new double[all.length + 1];
    for (int i = 0; i < all.length; i++) {
      double x = Math.log1p(Math.max(0, all[i]));
      sums[i + 1] = sums[i] + x;
      squares[i + 1] = squares[i] + x * x;
    }
    double[] likelihoods = new double[scores.length];
    for (int i = 0; i < likelihoods.length; i++) {
      int end = before.length + i + 1;
      int recent = Math.max(0, end - SHORT);
      int first = Math.max(0, end - LONG);
      int count = Math.max(1, recent - first);
      double mean = (sums[recent] - sums[first]) / count;
      double variance = (squares[recent] - squares[first]) / count - mean * mean;
      double now = (sums[end] - sums[recent]) / (end - recent);
      double away = (now - mean) / Math.sqrt(Math.max(variance, 1e-6));
      likelihoods[i] = away;
    }
    return likelihoods;
  }
}
