package org.vivarium.series;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the t-ratio of a Dickey–Fuller regression is distributed where there is a unit root: response
 * surfaces fitted to simulations, for p (MacKinnon 1994) and for critical values (MacKinnon 2010).
 */
final class MacKinnon {
  /**
   * The surfaces of p, for one kind of regression.
   *
   * @param least where p is 0
   * @param most where p is 1
   * @param bend where the left polynomial ends
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Surface(double least, double bend, double most, double[] left, double[] right) {}

  private static final Surface LEVEL =
      new Surface(
          -18.83,
          -1.61,
          2.74,
          new double[] {2.1659, 1.4412, .038269},
          new double[] {1.7339, .93202, -.12745, -.010368});
  private static final Surface TREND =
      new Surface(
          -16.18,
          -2.89,
          .7,
          new double[] {3.2512, 1.6047, .049588},
          new double[] {2.5261, .61654, -.37956, -.060285});

  // critical values are polynomials of 1 / n
  private static final double[][] LEVELS = {
    {-3.43035, -6.5393, -16.786, -79.433},
    {-2.86154, -2.8903, -4.234, -40.040},
    {-2.56677, -1.5384, -2.809, 0}
  };
  private static final double[][] TRENDS = {
    {-3.95877, -9.0531, -28.428, -134.155},
    {-3.41049, -4.3904, -9.036, -45.374},
    {-3.12705, -2.5856, -3.925, -22.380}
  };

  private MacKinnon() {}

  static double p(double statistic, UnitRoot.About about) {
    Surface s = about == UnitRoot.About.LEVEL ? LEVEL : TREND;
    if (statistic > s.most) {
      return 1;
    }
    if (statistic < s.least) {
      return 0;
    }
    return Normal.cdf(polynomial(statistic <= s.bend ? s.left : s.right, statistic));
  }

  static Map<String, Double> critical(int rows, UnitRoot.About about) {
    double[][] all = about == UnitRoot.About.LEVEL ? LEVELS : TRENDS;
    Map<String, Double> critical = new LinkedHashMap<>();
    critical.put("1 %", polynomial(all[0], 1.0 / rows));
    critical.put("5 %", polynomial(all[1], 1.0 / rows));
    critical.put("10 %", polynomial(all[2], 1.0 / rows));
    return critical;
  }

  private static double polynomial(double[] coefficients, double x) {
    double y = 0;
    for (int i = coefficients.length - 1; i >= 0; i--) {
      y = y * x + coefficients[i];
    }
    return y;
  }
}
