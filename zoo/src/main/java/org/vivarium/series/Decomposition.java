package org.vivarium.series;

import java.util.Arrays;

/**
 * A series as a sum of trend, season and remainder by STL (Cleveland et al., "STL: a seasonal-trend
 * decomposition procedure based on loess", 1990). The season may change slowly from one period to
 * the next.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Decomposition(double[] trend, double[] season, double[] remainder) {
  private static final int SEASONAL = 7; // periods that the season of one is smoothed over
  private static final int PLAIN = 5; // passes of the inner loop
  private static final int INNER = 2; // those between two looks at outliers
  private static final int OUTER = 15;

  /**
   * Takes a series apart.
   *
   * @param period steps of a season, at least 2; two whole periods at least are needed
   * @param robust whether outliers are weighed less, so that they stay in the remainder
   */
  public static Decomposition stl(double[] y, int period, boolean robust) {
    if (period < 2 || y.length < 2 * period) {
      throw new IllegalArgumentException(
          "a season of %d steps cannot be told from %d rows: it needs a season of 2 or more, twice"
              .formatted(period, y.length));
    }
    int trendWindow = odd((int) Math.ceil(1.5 * period / (1 - 1.5 / SEASONAL)));
    Decomposition result = null;
    double[] weights = null;
    double[] trend = new double[y.length];
    for (int outer = 0; outer <= (robust ? OUTER : 0); outer++) {
      double[] season = new double[y.length];
      for (int inner = 0; inner < (robust ? INNER : PLAIN); inner++) {
        season = season(y, trend, weights, period);
        double[] level = minus(y, season);
        trend = new Loess(trendWindow, true).smooth(level, weights, 0, y.length - 1);
      }
      result = new Decomposition(trend, season, minus(minus(y, season), trend));
      weights = robust ? bisquare(result.remainder) : null;
    }
    return result;
  }

  /** Each phase of the period smoothed over the periods, without what is trend in that. */
  private static double[] season(double[] y, double[] trend, double[] weights, int period) {
    int n = y.length;
    double[] cycle = new double[n + 2 * period]; // a period more at both ends
    for (int phase = 0; phase < period; phase++) {
      int count = (n - phase + period - 1) / period;
      double[] part = new double[count];
      double[] theirs = weights == null ? null : new double[count];
      for (int i = 0; i < count; i++) {
        part[i] = y[phase + i * period] - trend[phase + i * period];
        if (theirs != null) {
          theirs[i] = weights[phase + i * period];
        }
      }
      double[] smooth = new Loess(SEASONAL, true).smooth(part, theirs, -1, count);
      for (int i = 0; i < smooth.length; i++) {
        cycle[phase + i * period] = smooth[i];
      }
    }
    double[] low = averages(averages(averages(cycle, period), period), 3);
    low = new Loess(odd(period + 1), true).smooth(low, null, 0, n - 1);
    return minus(Arrays.copyOfRange(cycle, period, period + n), low);
  }

  private static int odd(int least) {
    return least % 2 == 0 ? least + 1 : least;
  }

  private static double[] averages(double[] x, int window) {
    double[] averages = new double[x.length - window + 1];
    for (int t = 0; t < averages.length; t++) {
      for (int k = 0; k < window; k++) {
        averages[t] += x[t + k] / window;
      }
    }
    return averages;
  }

  private static double[] minus(double[] a, double[] b) {
    double[] difference = new double[a.length];
    Arrays.setAll(difference, t -> a[t] - b[t]);
    return difference;
  }

  /** Weights that fall to 0 at six times the median of the remainder's size. */
  private static double[] bisquare(double[] remainder) {
    double[] sizes = Arrays.stream(remainder).map(Math::abs).toArray();
    double[] sorted = sizes.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double far = 3 * (sorted[(n - 1) / 2] + sorted[n / 2]); // six times the median
    return Arrays.stream(sizes)
        .map(
            size -> {
              if (size <= .001 * far) {
                return 1;
              }
              double share = size / far;
              return size > .999 * far ? 0 : (1 - share * share) * (1 - share * share);
            })
        .toArray();
  }

  /** How much of the detrended series is season, from 0 to 1 (Wang, Smith and Hyndman 2006). */
  public double seasonStrength() {
    return strength(season);
  }

  /** How much of the deseasonalised series is trend, from 0 to 1. */
  public double trendStrength() {
    return strength(trend);
  }

  private double strength(double[] part) {
    double[] both = new double[part.length];
    Arrays.setAll(both, t -> part[t] + remainder[t]);
    double whole = variance(both);
    return whole > 0 ? Math.max(0, 1 - variance(remainder) / whole) : 0;
  }

  private static double variance(double[] x) {
    double mean = Arrays.stream(x).average().orElse(0);
    return Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElse(0);
  }
}
