package org.vivarium.apps.timeseries.analyse;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.apps.timeseries.Source;
import org.vivarium.cli.Version;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;
import org.vivarium.series.Autocorrelation;
import org.vivarium.series.Decomposition;
import org.vivarium.series.SeriesSets.Loaded;
import org.vivarium.series.UnitRoot;
import org.vivarium.series.UnitRoot.About;

/** What an analysis tells: {@code report.json} and {@code report.html}. */
record AnalysisReport(Loaded loaded, Source source, List<Findings> columns) {
  private static final int SEASONS = 3; // that are drawn at the end of the season's curve

  void write(RunFolder folder) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "timeseries");
    json.put("data", loaded.series().name());
    json.put("source", loaded.source());
    json.put("rows", loaded.series().length());
    json.put("step", loaded.series().spacing().toString());
    json.put("notes", loaded.notes());
    Map<String, Object> found = new LinkedHashMap<>();
    columns.forEach(c -> found.put(c.column(), c.toMap()));
    json.put("columns", found);
    json.put("config", source.options());
    json.put("versions", Versions.of(Version.text()));
    folder.json("report.json", json);
    html().write(folder.file("report.html"));
  }

  private HtmlReport html() {
    Findings first = columns.get(0);
    HtmlReport page =
        new HtmlReport("What " + loaded.series().name() + " is made of")
            .subtitle(loaded.source())
            .tile(
                "rows",
                Format.count(loaded.series().length()),
                "one each " + loaded.series().spacing())
            .tile("columns", Format.count(columns.size()))
            .tile("season", first.season() > 1 ? first.season() + " steps" : "none");
    first
        .parts()
        .ifPresent(
            p ->
                page.tile(
                        "season's strength",
                        two(p.seasonStrength()),
                        "of " + first.column() + ", 0 to 1")
                    .tile(
                        "trend's strength",
                        two(p.trendStrength()),
                        "of " + first.column() + ", 0 to 1"));
    page.tile("ADF p", two(first.tests().get(0).result().p()), "small: no unit root")
        .tile("KPSS p", two(first.tests().get(1).result().p()), "small: not stationary");
    loaded.notes().forEach(page::finding);
    for (Findings column : columns) {
      String of = columns.size() > 1 ? " of " + column.column() : "";
      column
          .parts()
          .ifPresentOrElse(p -> parts(page, column, p, of), () -> plain(page, column, of));
      correlations(page, column, of);
      tests(page, column, of);
    }
    return page;
  }

  private static void plain(HtmlReport page, Findings column, String of) {
    page.section("The series" + of, "")
        .figure(
            LineChart.of(column.column(), "row", column.column())
                .series(column.column(), column.values()),
            "");
    column.notes().forEach(page::text);
  }

  private static void parts(HtmlReport page, Findings column, Decomposition p, String of) {
    page.section(
            "Trend, season and the rest" + of,
            "The series is the sum of three: a trend that changes slowly, a season of %d steps that may change its shape from one to the next, and what is left (STL, Cleveland et al. 1990)."
                .formatted(column.season()))
        .lookFor(
            "A remainder without shape. Waves that are left over: another season, or one whose length changes. A remainder whose size grows with the level: take logarithms first. Single spikes: outliers, which --robust keeps out of the rest.")
        .finding(
            "Strength of the trend %.2f and of the season %.2f, from 0 for none to 1 for nothing else (Wang, Smith and Hyndman 2006)."
                .formatted(p.trendStrength(), p.seasonStrength()));
    int n = column.values().length;
    int from = Math.max(0, n - SEASONS * column.season());
    double[] places = IntStream.range(from, n).asDoubleStream().toArray();
    page.figure(
            LineChart.of("Series and trend", "row", "value")
                .series(column.column(), column.values())
                .series("trend", p.trend()),
            "")
        .figure(
            LineChart.of("Season, the last " + SEASONS, "row", "value")
                .series("season", places, Arrays.copyOfRange(p.season(), from, n)),
            "")
        .figure(LineChart.of("Season", "row", "value").series("season", p.season()), "")
        .figure(LineChart.of("Remainder", "row", "value").series("remainder", p.remainder()), "");
  }

  private static void correlations(HtmlReport page, Findings column, String of) {
    page.section(
            "Does it know its past?" + (of.isEmpty() ? "" : " " + column.column()),
            "The autocorrelation of a lag is how the series goes with itself so many steps ago, from -1 to 1; the partial one is what the lag adds to all shorter ones. In the band lie nineteen of twenty correlations of a series whose steps do not know each other.")
        .lookFor(
            "A slow fall: trend or a unit root. Peaks at the season and its multiples. Partial correlations that end after a few lags: so many steps are enough to see. All within the band: noise, and the mean is the best forecast.");
    page.figure(chart("Autocorrelation", column, column.acf()), "")
        .figure(chart("Partial autocorrelation", column, column.pacf()), "");
  }

  /** Lags from 1 on: that of 0 is always 1. */
  private static LineChart chart(String title, Findings column, double[] r) {
    double[] lags = IntStream.range(1, r.length).asDoubleStream().toArray();
    double bound = Autocorrelation.bound(column.values().length);
    double[] low = new double[lags.length];
    double[] high = new double[lags.length];
    Arrays.fill(low, -bound);
    Arrays.fill(high, bound);
    String name = "correlation";
    LineChart chart =
        LineChart.of(title, "lag", name)
            .series(name, lags, Arrays.copyOfRange(r, 1, r.length))
            .band(name, lags, low, high);
    return column.season() > 1 && column.season() < r.length
        ? chart.mark(column.season(), "a season")
        : chart;
  }

  private static void tests(HtmlReport page, Findings column, String of) {
    page.section(
            "Does it wander or stay?" + (of.isEmpty() ? "" : " " + column.column()),
            "A series with a unit root is a sum of shocks: it wanders, and no level calls it back. ADF (augmented Dickey–Fuller) and Phillips–Perron take that for granted until a small p, below 0.05, speaks against it. KPSS takes the opposite for granted, that the series stays about a level or a line, and a small p speaks against that.")
        .lookFor(
            "Agreement. Where the series wanders, forecast its differences, or let the network see windows relative to their last value or mean, as NLinear and RevIN do.");
    List<List<Object>> rows = new ArrayList<>();
    for (Findings.Test test : column.tests()) {
      UnitRoot.Result r = test.result();
      rows.add(
          List.of(
              r.name(),
              test.about() == About.LEVEL ? "a level" : "a line",
              r.statistic(),
              (r.bounded() ? r.p() < .05 ? "< " : "> " : "") + "%.4f".formatted(r.p()),
              r.critical().get("5 %"),
              r.lags(),
              test.verdict()));
    }
    page.table(List.of("test", "about", "statistic", "p", "critical at 5 %", "lags", "it"), rows);
    for (About about : About.values()) {
      page.finding(column.together(about));
    }
  }

  private static String two(double x) {
    return "%.2f".formatted(x);
  }
}
