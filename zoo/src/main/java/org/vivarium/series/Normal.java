package org.vivarium.series;

/** The standard normal distribution. */
public final class Normal {
  private static final double FAR = 8.3; // beyond, the tail is below the precision of a double
  private static final double ROOT_2_PI = Math.sqrt(2 * Math.PI);

  private Normal() {}

  /** The chance to lie at or below {@code x}, by the series of Marsaglia (2004). */
  public static double cdf(double x) {
    if (x < -FAR || x > FAR) {
      return x < 0 ? 0 : 1;
    }
    double sum = x;
    double last = 0;
    double term = x;
    for (int i = 3; sum != last; i += 2) {
      last = sum;
      term *= x * x / i;
      sum += term;
    }
    return .5 + sum * Math.exp(-.5 * x * x) / ROOT_2_PI;
  }

  /** Below which number a share of all lies, by halving. */
  public static double quantile(double share) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("there is no quantile of " + share);
    }
    double low = -FAR;
    double high = FAR;
    while (high - low > 1e-12) {
      double middle = (low + high) / 2;
      if (cdf(middle) < share) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }
}
