package org.vivarium.series;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tests whether a series wanders like a sum of shocks (it has a unit root) or stays about a level
 * or a line (it is stationary). The first two ask the data to speak against wandering, KPSS to
 * speak against staying: together they say more than each alone.
 */
public final class UnitRoot {
  private UnitRoot() {}

  /** What a series may stay about. */
  public enum About {
    /** A constant. */
    LEVEL(1),
    /** A straight line. */
    TREND(2);

    final int terms;

    About(int terms) {
      this.terms = terms;
    }
  }

  /**
   * What a test came to.
   *
   * @param p the chance of a statistic at least as extreme if the null hypothesis were true
   * @param lags of the differences or of the long-run variance
   * @param critical values of the statistic by their size, such as {@code 5 %}
   * @param bounded whether p lies at the end of its table: KPSS's truth may be beyond
   */
  public record Result(
      String name,
      double statistic,
      double p,
      int lags,
      int rows,
      Map<String, Double> critical,
      boolean bounded) {
    public Result {
      critical = Collections.unmodifiableMap(new LinkedHashMap<>(critical));
    }
  }

  /**
   * Augmented Dickey–Fuller (Said and Dickey 1984): the null hypothesis is a unit root. The number
   * of lagged differences is the one of the lowest Akaike criterion up to Schwert's (1989) {@code
   * 12 (n / 100)^(1/4)}, all of them over the same rows.
   */
  public static Result adf(double[] x, About about) {
    check(x, "the augmented Dickey–Fuller test");
    int most = Math.min(x.length / 2 - about.terms - 1, schwert(x.length));
    if (most < 0) {
      throw tooShort(x.length, "the augmented Dickey–Fuller test");
    }
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int lags = 0; lags <= most; lags++) {
      LeastSquares fit = dickeyFuller(x, lags, most, about);
      int n = fit.residuals().length;
      double criterion =
          n * (Math.log(2 * Math.PI * fit.squares() / n) + 1) + 2 * fit.coefficients().length;
      if (criterion < least) {
        least = criterion;
        best = lags;
      }
    }
    LeastSquares fit = dickeyFuller(x, best, best, about);
    double statistic = fit.coefficients()[0] / fit.errors()[0];
    int rows = fit.residuals().length;
    return new Result(
        "ADF",
        statistic,
        MacKinnon.p(statistic, about),
        best,
        rows,
        MacKinnon.critical(rows, about),
        false);
  }

  /** Differences on the level before, so many lagged differences, and a constant or a line. */
  private static LeastSquares dickeyFuller(double[] x, int lags, int skipped, About about) {
    double[] differences = new double[x.length - 1];
    Arrays.setAll(differences, t -> x[t + 1] - x[t]);
    int n = differences.length - skipped;
    double[][] columns = new double[1 + lags + about.terms][n];
    double[] y = new double[n];
    for (int t = 0; t < n; t++) {
      int at = t + skipped;
      y[t] = differences[at];
      columns[0][t] = x[at];
      for (int lag = 1; lag <= lags; lag++) {
        columns[lag][t] = differences[at - lag];
      }
    }
    trend(columns, 1 + lags);
    return LeastSquares.of(columns, y);
  }

  /** A constant, and 1, 2, 3 … where there is room for it. */
  private static void trend(double[][] columns, int from) {
    Arrays.fill(columns[from], 1);
    if (columns.length > from + 1) {
      Arrays.setAll(columns[from + 1], t -> t + 1.0);
    }
  }

  /**
   * Kwiatkowski, Phillips, Schmidt and Shin (1992): the null hypothesis is a stationary series. The
   * lags of the long-run variance are those of Hobijn et al. (1998); p is read between the four
   * values of the paper's table and ends with them, at 0.01 and 0.1.
   */
  public static Result kpss(double[] x, About about) {
    check(x, "the KPSS test");
    int n = x.length;
    double[][] columns = new double[about.terms][n];
    trend(columns, 0);
    double[] e = LeastSquares.of(columns, x).residuals();
    int lags = Math.min(hobijn(e), n - 1);
    double sum = 0;
    double eta = 0;
    for (double residual : e) {
      sum += residual;
      eta += sum * sum;
    }
    double statistic = eta / n / n / longRun(e, lags);
    double[] table =
        about == About.LEVEL
            ? new double[] {.347, .463, .574, .739}
            : new double[] {.119, .146, .176, .216};
    double[] shares = {.1, .05, .025, .01};
    Map<String, Double> critical = new LinkedHashMap<>();
    List<String> names = List.of("10 %", "5 %", "2.5 %", "1 %");
    for (int i = 0; i < names.size(); i++) {
      critical.put(names.get(i), table[i]);
    }
    boolean bounded = statistic <= table[0] || statistic >= table[3];
    return new Result(
        "KPSS", statistic, between(statistic, table, shares), lags, n, critical, bounded);
  }

  private static double between(double x, double[] places, double[] values) {
    if (x <= places[0]) {
      return values[0];
    }
    for (int i = 1; i < places.length; i++) {
      if (x <= places[i]) {
        double share = (x - places[i - 1]) / (places[i] - places[i - 1]);
        return values[i - 1] + share * (values[i] - values[i - 1]);
      }
    }
    return values[values.length - 1];
  }

  /** Lags after which the autocovariance of residuals may be left out (Hobijn et al. 1998). */
  private static int hobijn(double[] e) {
    int n = e.length;
    double s0 = product(e, 0) / n;
    double s1 = 0;
    for (int lag = 1; lag <= (int) Math.pow(n, 2 / 9.0); lag++) {
      double covariance = product(e, lag) / (n / 2.0);
      s0 += covariance;
      s1 += lag * covariance;
    }
    double ratio = s1 / s0;
    double gamma = 1.1447 * Math.pow(ratio * ratio, 1 / 3.0);
    return (int) (gamma * Math.pow(n, 1 / 3.0));
  }

  /**
   * Phillips and Perron (1988), the test of the t-ratio: the null hypothesis is a unit root. One
   * regression on the level before, whose t-ratio is corrected for what the residuals remember over
   * Schwert's {@code 12 (n / 100)^(1/4)} lags (Newey and West 1987).
   */
  public static Result phillipsPerron(double[] x, About about) {
    check(x, "the Phillips–Perron test");
    int n = x.length - 1;
    int lags = schwert(x.length);
    if (n <= Math.max(lags, 2 + about.terms)) {
      throw tooShort(x.length, "the Phillips–Perron test");
    }
    double[][] columns = new double[1 + about.terms][];
    columns[0] = Arrays.copyOf(x, n);
    for (int i = 1; i < columns.length; i++) {
      columns[i] = new double[n];
    }
    trend(columns, 1);
    LeastSquares fit = LeastSquares.of(columns, Arrays.copyOfRange(x, 1, x.length));
    double longRun = longRun(fit.residuals(), lags);
    double s2 = fit.squares() / (n - columns.length);
    double gamma = fit.squares() / n;
    double error = fit.errors()[0];
    double statistic =
        Math.sqrt(gamma / longRun) * ((fit.coefficients()[0] - 1) / error)
            - .5 * (longRun - gamma) / Math.sqrt(longRun) * (n * error / Math.sqrt(s2));
    return new Result(
        "Phillips–Perron",
        statistic,
        MacKinnon.p(statistic, about),
        lags,
        n,
        MacKinnon.critical(n, about),
        false);
  }

  /** Variance and, with Bartlett's weights, autocovariances on both sides. */
  private static double longRun(double[] e, int lags) {
    double sum = product(e, 0);
    for (int lag = 1; lag <= lags; lag++) {
      sum += 2 * (1 - lag / (lags + 1.0)) * product(e, lag);
    }
    return sum / e.length;
  }

  private static double product(double[] e, int lag) {
    double sum = 0;
    for (int t = lag; t < e.length; t++) {
      sum += e[t] * e[t - lag];
    }
    return sum;
  }

  private static int schwert(int rows) {
    return (int) Math.ceil(12 * Math.pow(rows / 100.0, .25));
  }

  private static void check(double[] x, String test) {
    for (double value : x) {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            test + " cannot leave out missing values: fill them, with --missing linear");
      }
    }
    if (x.length < 8) {
      throw tooShort(x.length, test);
    }
    if (Arrays.stream(x).max().orElse(0) == Arrays.stream(x).min().orElse(0)) {
      throw new IllegalArgumentException(
          "the series is constant (%s all along), and %s looks at how it varies"
              .formatted(x[0], test));
    }
  }

  private static IllegalArgumentException tooShort(int rows, String test) {
    return new IllegalArgumentException(
        "%d rows are too few for %s; it needs about 20".formatted(rows, test));
  }
}
