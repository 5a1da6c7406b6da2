package org.vivarium.apps.timeseries.forecast;

import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.data.Scaling;
import org.vivarium.report.LineChart;

/** A forecast drawn in the unit of its column. */
final class Bands {
  private static final double QUARTER = .25;

  private Bands() {}

  /** The point, with the outermost quantiles and those nearest to the quartiles about it. */
  static LineChart of(
      String title,
      Scaling scaling,
      Forecast told,
      List<Double> levels,
      int column,
      int columns,
      int origin) {
    int horizon = told.point().length / columns;
    double[] x = IntStream.range(origin, origin + horizon).asDoubleStream().toArray();
    double[] point = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      point[h] = scaling.back(told.point()[h * columns + column], column);
    }
    int last = levels.size() - 1;
    int inner = 0;
    for (int q = 0; q < levels.size() / 2; q++) {
      inner =
          Math.abs(levels.get(q) - QUARTER) <= Math.abs(levels.get(inner) - QUARTER) ? q : inner;
    }
    String name = "forecast";
    LineChart chart = LineChart.of(title, "row", "value").series(name, x, point);
    chart = band(chart, name, x, scaling, told, levels, column, columns, 0, last);
    return inner > 0
        ? band(chart, name, x, scaling, told, levels, column, columns, inner, last - inner)
        : chart;
  }

  private static LineChart band(
      LineChart chart,
      String name,
      double[] x,
      Scaling scaling,
      Forecast told,
      List<Double> levels,
      int column,
      int columns,
      int low,
      int high) {
    return chart.band(
        name,
        x,
        quantile(scaling, told, levels, column, columns, low),
        quantile(scaling, told, levels, column, columns, high));
  }

  /** A quantile over the horizon, in the unit of the column. */
  static double[] quantile(
      Scaling scaling, Forecast told, List<Double> levels, int column, int columns, int q) {
    double[] y = new double[told.point().length / columns];
    for (int h = 0; h < y.length; h++) {
      y[h] = scaling.back(told.quantiles()[(h * columns + column) * levels.size() + q], column);
    }
    return y;
  }
}
