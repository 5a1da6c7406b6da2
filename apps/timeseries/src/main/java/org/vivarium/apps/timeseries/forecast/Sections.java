package org.vivarium.apps.timeseries.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.metrics.ForecastScore;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;

/** The parts of a page that tell how forecasters did, beside each other. */
record Sections(Cut cut, List<Double> levels, List<Outcome> outcomes) {
  static final int MOST_COLUMNS = 4; // that are drawn

  private static final int BEFORE = 2; // horizons of the past that are drawn
  private static final int MOST_POINTS = 60; // of a curve over origins

  Sections {
    outcomes = List.copyOf(outcomes);
  }

  /** The outermost quantiles in words, such as {@code 90 %}. */
  static String band(List<Double> levels) {
    return "%.0f %%".formatted(100 * (levels.get(levels.size() - 1) - levels.get(0)));
  }

  void table(HtmlReport page) {
    Outcome best =
        outcomes.stream().min(Comparator.comparingDouble(o -> o.score().mae())).orElseThrow();
    page.section(
            "The floors and the network",
            "The naive forecast says that the last value stays, the seasonal one that last season comes again, and the linear floor adds up the values seen with weights of least squares, in closed form. A network that is not better than these has learned nothing worth its trouble.")
        .text(
            "MSE and MAE are of scaled values, as papers on long horizons give them. sMAPE is relative to the size of the values. MASE is relative to the error of the seasonal naive forecast, one season ahead (%d steps), over the rows that are learned from: below 1 is better than that. Coverage is how often the truth lay in the band that %s of it should lie in, too low is false certainty; the CRPS judges the whole distribution, in the units of MAE."
                .formatted(cut.season(), band(levels)))
        .text(
            "Forecasters of points get their bands from their errors on the validation part, step by step of the horizon.")
        .lookFor(
            "A network with a lower error than the floors, by more than a change of --seed makes. Where the linear floor wins, what comes next is a sum of what was, and there is little for a network to find.");
    List<List<Object>> rows = new ArrayList<>();
    for (Outcome o : outcomes) {
      ForecastScore s = o.score();
      rows.add(
          List.of(
              o.name(),
              s.mse(),
              s.mae(),
              s.smape(),
              s.mase(),
              s.coverage(0, levels.size() - 1),
              s.pinball(),
              s.crps()));
    }
    page.table(
            List.of("forecaster", "MSE", "MAE", "sMAPE", "MASE", "coverage", "pinball", "CRPS"),
            rows)
        .finding(
            "Over %s windows of the test part %s has the lowest mean absolute error, %.4f."
                .formatted(Format.count(best.origins().length), best.name(), best.score().mae()));
    if (cut.columns() > 1) {
      columns(page);
    }
  }

  private void columns(HtmlReport page) {
    List<String> headers = new ArrayList<>(List.of("MAE, in its unit"));
    headers.addAll(cut.series().columns());
    List<List<Object>> rows = new ArrayList<>();
    for (Outcome o : outcomes) {
      List<Object> row = new ArrayList<>(List.of(o.name()));
      IntStream.range(0, cut.columns()).forEach(c -> row.add(o.score().mae(c)));
      rows.add(row);
    }
    page.table(headers, rows);
  }

  void forecasts(HtmlReport page, Outcome outcome) {
    page.section(
            "Forecasts",
            "Test windows from the best to the worst by their mean absolute error: what was seen, what %s told, and what came. The outer band should hold %s of what comes, the inner one half of it."
                .formatted(outcome.name(), band(levels)))
        .lookFor(
            "Bands that grow with the distance, and a truth that is in them about as often as they say. A forecast that is always flat or always late repeats what it saw.");
    forecasts(page, outcome, 3);
  }

  /** Some windows, from the best to the worst. */
  void forecasts(HtmlReport page, Outcome outcome, int count) {
    Integer[] order = IntStream.range(0, outcome.origins().length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> outcome.errors()[i]));
    String[] names = {"a good one", "one in the middle", "a bad one"};
    for (int k = 0; k < count; k++) {
      double share = count == 1 ? .5 : .05 + .9 * k / (count - 1);
      int origin = outcome.origins()[order[(int) (share * (order.length - 1))]];
      Forecast told = outcome.forecaster().at(cut.scaled(), new int[] {origin}).get(0);
      for (int c = 0; c < Math.min(cut.columns(), count == 1 ? 1 : 2); c++) {
        String name = count == 1 ? "in the middle" : names[k];
        page.figure(chart(told, origin, c, cut.series().columns().get(c) + ": " + name), "");
      }
    }
  }

  private LineChart chart(Forecast told, int origin, int column, String title) {
    int horizon = cut.windows().horizon();
    int past = Math.min(BEFORE * horizon, cut.windows().lookBack());
    LineChart chart =
        Bands.of(title, cut.scaling(), told, levels, column, cut.columns(), origin)
            .series(
                "seen", places(origin - past, past + 1), values(origin - past, past + 1, column))
            .series("came", places(origin, horizon), values(origin, horizon, column));
    return chart.mark(origin, "from here on");
  }

  private static double[] places(int from, int count) {
    return IntStream.range(from, from + count).asDoubleStream().toArray();
  }

  private double[] values(int from, int count, int column) {
    return Arrays.copyOfRange(cut.series().column(column), from, from + count);
  }

  void steps(HtmlReport page) {
    if (cut.windows().horizon() == 1) {
      return;
    }
    page.section(
            "The farther, the harder",
            "Mean absolute error of each step of the horizon, over all test windows.")
        .lookFor(
            "Curves that rise and then stay: beyond that distance only the season and the level are known, and the forecasters differ little.");
    LineChart chart = LineChart.of("Error by distance", "steps ahead", "MAE, scaled");
    for (Outcome o : drawn()) {
      chart = chart.series(o.name(), o.score().maeByStep());
    }
    page.figure(chart, "");
  }

  void origins(HtmlReport page) {
    int[] at = outcomes.get(0).origins();
    if (at.length < 2) {
      return;
    }
    page.section(
            "Origin after origin",
            "A rolling-origin backtest: the origin moves through the test part, and each forecast sees what lies before its origin and nothing else. The weights stay as they are; 'forecast evaluate --folds' trains anew as the origin moves.")
        .lookFor(
            "Stretches where all fail, such as holidays or storms, and a network that grows worse the farther it is from what it learned: it should be trained anew from time to time.");
    LineChart chart = LineChart.of("Error by origin", "row of the origin", "MAE, scaled");
    int every = Math.max(1, at.length / MOST_POINTS);
    for (Outcome o : drawn()) {
      List<LineChart.Point> points = new ArrayList<>();
      for (int i = 0;
          i + every <= at.length;
          i += every) { // means, so that no window hides another
        double mean = Arrays.stream(o.errors(), i, i + every).average().orElse(0);
        points.add(new LineChart.Point(at[i + every / 2], mean));
      }
      chart = chart.series(o.name(), points);
    }
    page.figure(chart, every > 1 ? "Means over %d origins.".formatted(every) : "");
  }

  void honesty(HtmlReport page) {
    page.section(
            "Are the quantiles what they say?",
            "Of each quantile's level, how often the truth lay at or below it. On the diagonal they are the same.")
        .lookFor(
            "A curve flatter than the diagonal: bands too narrow. All of it above: forecasts too high. Below: too low.");
    double[] x = levels.stream().mapToDouble(q -> q).toArray();
    LineChart chart =
        LineChart.of("Level and truth", "level of the quantile", "share at or below")
            .series("as it should be", x, x);
    for (Outcome o : drawn()) {
      double[] y = IntStream.range(0, x.length).mapToDouble(o.score()::below).toArray();
      chart = chart.series(o.name(), x, y);
    }
    page.figure(chart, "");
  }

  /** Those that a chart can tell apart. */
  private List<Outcome> drawn() {
    return outcomes.subList(Math.max(0, outcomes.size() - 5), outcomes.size());
  }
}
