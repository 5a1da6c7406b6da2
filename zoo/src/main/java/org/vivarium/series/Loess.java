package org.vivarium.series;

/**
 * Local regression (Cleveland 1979) over places 1, 2, 3 …: at each a straight line is fitted to its
 * nearest neighbours, the nearer the more they weigh.
 *
 * @param window neighbours, an odd number
 * @param line whether a line is fitted; else a level
 */
record Loess(int window, boolean line) {
  /**
   * The smoothed values at {@code from} to {@code to}, inclusive; place 0 is the first value's.
   *
   * @param weights of the values; null for all the same
   */
  double[] smooth(double[] y, double[] weights, int from, int to) {
    double[] smooth = new double[to - from + 1];
    for (int at = from; at <= to; at++) {
      smooth[at - from] = at(y, weights, at);
    }
    return smooth;
  }

  private double at(double[] y, double[] weights, int at) {
    int n = y.length;
    int left = Math.max(0, Math.min(n - window, at - window / 2));
    int right = Math.min(n, left + window); // exclusive
    double reach = Math.max(at - left, right - 1 - at);
    if (window > n) {
      int beyond = (window - n) / 2; // a window wider than the series, in whole steps
      reach += beyond;
    }
    double[] w = new double[right - left];
    double sum = 0;
    for (int i = left; i < right; i++) {
      double distance = Math.abs(i - at);
      if (distance <= .999 * reach) {
        double share = distance / reach;
        double cube = 1 - share * share * share;
        w[i - left] = distance <= .001 * reach ? 1 : cube * cube * cube;
        w[i - left] *= weights == null ? 1 : weights[i];
        sum += w[i - left];
      }
    }
    if (sum <= 0) {
      return y[Math.max(0, Math.min(n - 1, at))];
    }
    double centre = 0;
    for (int i = left; i < right; i++) {
      w[i - left] /= sum;
      centre += w[i - left] * i;
    }
    if (line && reach > 0) {
      tilt(w, left, at - centre, centre, .001 * (n - 1));
    }
    double value = 0;
    for (int i = left; i < right; i++) {
      value += w[i - left] * y[i];
    }
    return value;
  }

  /** Makes weights of a mean those of a line's value, so far from the mean's place. */
  private static void tilt(double[] w, int left, double apart, double centre, double least) {
    double spread = 0;
    for (int i = 0; i < w.length; i++) {
      double distance = left + i - centre;
      spread += w[i] * distance * distance;
    }
    if (Math.sqrt(spread) > least) {
      for (int i = 0; i < w.length; i++) {
        w[i] *= 1 + apart / spread * (left + i - centre);
      }
    }
  }
}
