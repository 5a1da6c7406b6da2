package org.vivarium.apps.timeseries.forecast;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.cli.Option;
import org.vivarium.apps.timeseries.Source;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.series.Series;
import org.vivarium.series.SeriesSets.Loaded;

/** {@code forecast predict}: what comes after the last row of a series, as CSV and as a page. */
public final class ForecastPredict {
  private static final String DEFAULT_OUT = "forecast.csv";
  private static final int BEFORE = 3; // horizons of the past that are drawn

  public static final Command COMMAND =
      new Command(
          "forecast predict",
          "Tells what comes after the last row of a series, with its quantiles: a CSV file and a page.",
          "--run " + ForecastTrain.DEFAULT_OUT + " --out " + DEFAULT_OUT,
          options(),
          ForecastPredict::run);

  private ForecastPredict() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(ForecastEvaluate.runOption()));
    options.addAll(Source.OPTIONS);
    options.add(
        Flags.option("mc-passes", "N", "forecast with so many passes of dropout; 0 for none", 0));
    options.add(Flags.option("out", "FILE", "the CSV file; the page lies beside it", DEFAULT_OUT));
    options.add(Flags.dataDir());
    options.add(Flags.quiet());
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(ForecastTrain.DEFAULT_OUT));
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    int passes = a.integer("mc-passes", 0, 0, 1000);
    Store store = Store.open(run);
    Config config = Config.parse(a.or(store.fixed()));
    Loaded loaded =
        store.columnsOf(
            config.source().load(a.path("data-dir").orElse(null), config.seed(), quiet));
    Cut cut = Cut.whole(loaded, store, config.calendar());
    try (Fitting fitting = store.fitting(config)) {
      Forecast told = forecast(config, cut, fitting, passes, quiet);
      RunFolder.replace(out, csv(cut, told, config.levels()).getBytes(StandardCharsets.UTF_8));
      Path page =
          out.resolveSibling(out.getFileName().toString().replaceFirst("\\.csv$", "") + ".html");
      page(config, cut, told).write(page);
      System.out.printf(
          "%d steps after %s: %s, %s%n", cut.windows().horizon(), last(cut.series()), out, page);
    }
  }

  private static Forecast forecast(
      Config config, Cut cut, Fitting fitting, int passes, boolean quiet) {
    boolean told = !fitting.architecture().levels().isEmpty();
    if (passes > 0 && !fitting.architecture().drops()) {
      throw new IllegalArgumentException(
          "'%s' was trained without dropout: there is nothing to draw with --mc-passes"
              .formatted(config.model()));
    }
    if ((passes > 0 || !told) && cut.validating().length == 0) {
      throw new IllegalArgumentException(
          "'%s' has %d rows: bands are made of the errors over at least one window of %d"
              .formatted(
                  cut.series().name(),
                  cut.series().length(),
                  cut.windows().lookBack() + cut.windows().horizon()));
    }
    if (passes > 0 || !told) {
      Note.of(
          quiet,
          "bands are made of the errors over %d windows of this series",
          cut.validating().length);
    }
    Forecaster forecaster =
        passes > 0
            ? Networks.dropout(fitting, cut, config.levels(), passes)
            : Networks.served(fitting, cut, config.levels());
    return forecaster.at(cut.scaled(), new int[] {cut.series().length()}).get(0);
  }

  private static Object last(Series series) {
    return series.times().get(series.length() - 1);
  }

  private static String csv(Cut cut, Forecast told, List<Double> levels) {
    StringBuilder csv = new StringBuilder("time,column,forecast");
    levels.forEach(q -> csv.append(",q").append(q));
    Series series = cut.series();
    int columns = cut.columns();
    for (int i = 0; i < told.point().length; i++) {
      int c = i % columns;
      csv.append('\n')
          .append(
              series.spacing().after(series.times().get(series.length() - 1), i / columns + 1L));
      csv.append(',').append(quoted(series.columns().get(c)));
      csv.append(',').append((float) cut.scaling().back(told.point()[i], c));
      for (int q = 0; q < levels.size(); q++) {
        csv.append(',')
            .append((float) cut.scaling().back(told.quantiles()[i * levels.size() + q], c));
      }
    }
    return csv.append('\n').toString();
  }

  private static String quoted(String name) {
    return name.contains(",") || name.contains("\"")
        ? '"' + name.replace("\"", "\"\"") + '"'
        : name;
  }

  private static HtmlReport page(Config config, Cut cut, Forecast told) {
    Series series = cut.series();
    int rows = series.length();
    HtmlReport page =
        new HtmlReport("What comes after " + last(series))
            .subtitle(config.model() + " on " + series.name())
            .section(
                "The next %d steps of %s".formatted(cut.windows().horizon(), series.spacing()),
                "The outer band should hold %s of what comes, the inner one half of it."
                    .formatted(Sections.band(config.levels())));
    int past = Math.min(rows, BEFORE * cut.windows().horizon());
    double[] places = IntStream.range(rows - past, rows).asDoubleStream().toArray();
    for (int c = 0; c < cut.columns(); c++) {
      String name = series.columns().get(c);
      double[] seen = Arrays.copyOfRange(series.column(c), rows - past, rows);
      LineChart chart =
          Bands.of(name, cut.scaling(), told, config.levels(), c, cut.columns(), rows)
              .series("seen", places, seen)
              .mark(rows - 1, "last row");
      page.figure(chart, "");
    }
    return page;
  }
}
