package org.vivarium.apps.timeseries.forecast;

import java.util.Arrays;
import java.util.List;
import org.vivarium.metrics.ForecastScore;

/**
 * A forecaster over the windows of a part, origin after origin, as a rolling-origin backtest has it
 * (Tashman 2000): each origin is forecast with all that lies before it and nothing else.
 *
 * @param errors mean absolute error of each window, scaled
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Outcome(Forecaster forecaster, ForecastScore score, int[] origins, double[] errors) {
  private static final int AT_ONCE = 64;

  static Outcome of(Forecaster forecaster, Cut cut, int[] origins, List<Double> levels) {
    ForecastScore score =
        new ForecastScore(
            cut.windows().horizon(),
            levels,
            cut.scaling().std(),
            cut.scaling().mean(),
            cut.scales());
    double[] errors = new double[origins.length];
    for (int from = 0; from < origins.length; from += AT_ONCE) {
      int[] some = Arrays.copyOfRange(origins, from, Math.min(origins.length, from + AT_ONCE));
      List<Forecast> told = forecaster.at(cut.scaled(), some);
      for (int i = 0; i < some.length; i++) {
        Forecast f = told.get(i);
        errors[from + i] = score.add(cut.came(some[i]), f.point(), f.quantiles());
      }
    }
    return new Outcome(forecaster, score, origins, errors);
  }

  String name() {
    return forecaster.name();
  }
}
