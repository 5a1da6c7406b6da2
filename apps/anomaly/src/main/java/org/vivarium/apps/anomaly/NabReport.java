package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.vivarium.cli.Version;
import org.vivarium.data.Nab;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What detectors came to on NAB: {@code report.json} and {@code report.html}. */
record NabReport(Config config, List<Nab.Series> series, List<NabRun.Result> results) {
  static final int WHOLE_CORPUS = 58; // files that the published scores are over

  private static final Set<String> ELSEWHERE = Set.of("data", "against", "contaminate");

  /** Detector and scores (standard, low FP, low FN) as the README of numenta/NAB has them. */
  private static final List<List<Object>> PUBLISHED =
      List.of(
          List.of("ARTime", 74.9, 65.1, 80.4),
          List.of("Numenta HTM", "70.5–69.7", "62.6–61.7", "75.2–74.2"),
          List.of("CAD OSE", 69.9, 67.0, 73.2),
          List.of("earthgecko Skyline", 58.2, 46.2, 63.9),
          List.of("KNN CAD", 58.0, 43.4, 64.8),
          List.of("Relative Entropy", 54.6, 47.6, 58.8),
          List.of("Random Cut Forest", 51.7, 38.4, 59.7),
          List.of("Twitter ADVec v1.0.0", 47.1, 33.6, 53.5),
          List.of("Windowed Gaussian", 39.6, 20.9, 47.4),
          List.of("Etsy Skyline", 35.7, 27.1, 44.5),
          List.of("Bayesian Changepoint", 17.7, 3.2, 32.2),
          List.of("EXPoSE", 16.4, 3.2, 26.9),
          List.of("Random", 11.0, 1.2, 19.5),
          List.of("Null", 0.0, 0.0, 0.0));

  void write(RunFolder folder) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "anomaly");
    json.put("protocol", "NAB");
    json.put("detectors", results.stream().map(NabRun.Result::toMap).toList());
    json.put("series", series.stream().map(Nab.Series::name).toList());
    json.put("seed", config.seed());
    json.put("config", config.options());
    json.put("versions", Versions.of(Version.text()));
    folder.json("report.json", json);
    html().write(folder.file("report.html"));
  }

  private HtmlReport html() {
    List<NabRun.Result> ranked =
        results.stream()
            .sorted(Comparator.comparingDouble(r -> -r.standard().normalised()))
            .toList();
    HtmlReport page =
        new HtmlReport("Numenta Anomaly Benchmark")
            .subtitle(
                "%d series of the benchmark; the published scores are over %d"
                    .formatted(series.size(), WHOLE_CORPUS));
    for (NabRun.Result r : ranked) {
      page.tile(r.kind().toString(), text(r.standard().normalised()), "of 100, standard profile");
    }
    page.section(
            "The score",
            "An anomaly is a window of time. The first alarm in it counts, the earlier the more; each"
                + " alarm outside costs, the more the longer the last window is over. Never to raise an"
                + " alarm is 0, to raise one where each window begins and no other is 100. As NAB does,"
                + " one threshold for all series is chosen that scores best. Each detector learned from"
                + " the first 15 % of a series, which does not count, and went on without looking"
                + " ahead or learning more; its scores were compared to those of the time before.")
        .lookFor(
            "Windows found against alarms outside. A low score with few alarms means that raising more"
                + " would have cost more than it found.");
    List<List<Object>> rows = new ArrayList<>();
    for (NabRun.Result r : ranked) {
      rows.add(
          List.of(
              r.kind().toString(),
              text(r.standard().normalised()),
              text(r.lowAlarms().normalised()),
              text(r.lowMisses().normalised()),
              r.standard().found() + " of " + r.standard().windows(),
              r.standard().alarms()));
    }
    page.table(
        List.of(
            "detector",
            "standard",
            "reward low FP",
            "reward low FN",
            "windows found",
            "alarms outside"),
        rows);
    page.section(
            "The published table",
            ("From the README of github.com/numenta/NAB (Ahmad, Lavin, Purdy and Agha, \"Unsupervised"
                    + " real-time anomaly detection for streaming data\", 2017), over all %d series. The"
                    + " %d series here are a part of them, so the numbers stand beside each other for"
                    + " orientation and no more.")
                .formatted(WHOLE_CORPUS, series.size()))
        .table(List.of("detector", "standard", "reward low FP", "reward low FN"), published());
    charts(page, ranked.get(0));
    Map<String, String> facts = config.options();
    facts.keySet().removeAll(ELSEWHERE);
    return page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(facts);
  }

  private static List<List<Object>> published() {
    return PUBLISHED.stream()
        .map(row -> row.stream().map(c -> c instanceof Double x ? (Object) text(x) : c).toList())
        .toList();
  }

  private void charts(HtmlReport page, NabRun.Result best) {
    page.section(
        "The series, by " + best.kind(),
        "The values, and how unlikely the detector found them: the mean of its latest scores, in standard"
            + " deviations of those before. Lines mark where windows with an anomaly begin. The"
            + " threshold is %s.".formatted(text(best.standard().threshold())));
    for (int s = 0; s < series.size(); s++) {
      Nab.Series one = series.get(s);
      LineChart values =
          LineChart.of(title(one), "value number", "value").series("value", one.values());
      LineChart scores =
          LineChart.of("Score", "value number", "deviations")
              .series("score", best.scored().get(s).scores());
      for (int[] window : one.windows()) { // the text above says what the lines are
        values = values.mark(window[0] + 1.0, "");
        scores = scores.mark(window[0] + 1.0, "");
      }
      page.figure(values, "").figure(scores, "");
    }
  }

  /** The file's name without folder and ending. */
  private static String title(Nab.Series series) {
    String name = series.name();
    return name.substring(name.lastIndexOf('/') + 1).replace(".csv", "");
  }

  private static String text(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }
}
