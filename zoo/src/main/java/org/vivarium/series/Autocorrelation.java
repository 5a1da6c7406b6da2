package org.vivarium.series;

import java.util.Arrays;

/** How a series goes with itself some steps ago. */
public final class Autocorrelation {
  private Autocorrelation() {}

  /** Of the lags from 0 on, each sum of products over that of squares (Box and Jenkins 1976). */
  public static double[] acf(double[] x, int lags) {
    double[] centred = centred(x, lags);
    double squares = Arrays.stream(centred).map(e -> e * e).sum();
    double[] acf = new double[lags + 1];
    for (int lag = 0; lag <= lags; lag++) {
      for (int t = lag; t < centred.length; t++) {
        acf[lag] += centred[t] * centred[t - lag] / squares;
      }
    }
    return acf;
  }

  /** What each lag adds to those before it, by Durbin's (1960) recursion over {@link #acf}. */
  public static double[] pacf(double[] x, int lags) {
    double[] r = acf(x, lags);
    double[] pacf = new double[lags + 1];
    pacf[0] = 1;
    double[] phi = new double[lags + 1];
    double error = 1;
    for (int k = 1; k <= lags; k++) {
      double sum = r[k];
      for (int j = 1; j < k; j++) {
        sum -= phi[j] * r[k - j];
      }
      double last = sum / error;
      double[] next = phi.clone();
      for (int j = 1; j < k; j++) {
        next[j] = phi[j] - last * phi[k - j];
      }
      next[k] = last;
      phi = next;
      pacf[k] = last;
      error *= 1 - last * last;
    }
    return pacf;
  }

  /** Beyond which a correlation would be rare, one in twenty, if steps did not know each other. */
  public static double bound(int rows) {
    return 1.96 / Math.sqrt(rows);
  }

  private static double[] centred(double[] x, int lags) {
    if (lags < 1 || lags >= x.length) {
      throw new IllegalArgumentException(
          "%d lags of %d rows; there must be at least 1 and fewer than rows"
              .formatted(lags, x.length));
    }
    double mean = Arrays.stream(x).average().orElse(0);
    double[] centred = Arrays.stream(x).map(v -> v - mean).toArray();
    if (Arrays.stream(centred).allMatch(e -> Math.abs(e) <= 1e-14 * Math.abs(mean))) {
      throw new IllegalArgumentException(
          "the series is constant (%s all along): it goes with nothing".formatted(x[0]));
    }
    return centred;
  }
}
