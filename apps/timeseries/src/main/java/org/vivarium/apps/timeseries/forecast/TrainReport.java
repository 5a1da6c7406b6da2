package org.vivarium.apps.timeseries.forecast;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Epoch;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json} and {@code report.html}. */
record TrainReport(
    Job job, Fitting fitting, List<Epoch> history, int bestEpoch, List<Outcome> outcomes) {

  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
    html(folder).write(folder.file("report.html"));
  }

  /** The network as it is served. */
  private Outcome network() {
    String name = fitting.architecture().model();
    return outcomes.stream().filter(o -> o.name().equals(name)).findFirst().orElseThrow();
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "timeseries");
    json.put("metrics", network().score().toMap());
    json.put("forecasters", scores(outcomes));
    json.put("parameters", fitting.program().size());
    json.put("seed", job.config().seed());
    json.put("precision", fitting.program().precision().toString());
    json.put("network", fitting.architecture());
    json.put("data", job.cut().toMap());
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", job.config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  static Map<String, Object> scores(List<Outcome> outcomes) {
    Map<String, Object> all = new LinkedHashMap<>();
    outcomes.forEach(o -> all.put(o.name(), o.score().toMap()));
    return all;
  }

  private HtmlReport html(RunFolder folder) {
    Cut cut = job.cut();
    HtmlReport page =
        new HtmlReport(fitting.architecture().model() + " on " + cut.series().name())
            .subtitle(cut.loaded().source());
    tiles(page);
    data(page);
    Sections sections = new Sections(cut, job.config().levels(), outcomes);
    sections.table(page);
    sections.forecasts(page, network());
    sections.steps(page);
    sections.origins(page);
    sections.honesty(page);
    dropout(page);
    page.section(
            "How the network learned",
            "The loss over the epochs, on windows that are learned from and on later ones that are not; the"
                + " weights of the lowest validation loss were kept.")
        .finding(History.diagnosis(history));
    History.charts(history).forEach(chart -> page.figure(chart, ""));
    use(page, folder);
    return page;
  }

  private void tiles(HtmlReport page) {
    Outcome network = network();
    int last = job.config().levels().size() - 1;
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    page.tile("MASE", number(network.score().mase()), "below 1 beats last season's values")
        .tile("MSE", number(network.score().mse()), "of scaled values")
        .tile("MAE", number(network.score().mae()), "of scaled values")
        .tile(
            "coverage",
            Format.percent(network.score().coverage(0, last)),
            "of a band for " + Sections.band(job.config().levels()))
        .tile("CRPS", number(network.score().crps()), "of scaled values")
        .tile("parameters", Format.count(fitting.program().size()))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
  }

  private void data(HtmlReport page) {
    Cut cut = job.cut();
    page.section(
            "The data",
            "%s rows, one each %s, from %s on. Cut by time, never shuffled: %s rows are learned from, the next %s choose (when to stop, and which ridge), the last %s are tested on. Means and deviations that values are scaled by come from the first part alone."
                .formatted(
                    Format.count(cut.series().length()),
                    cut.series().spacing(),
                    cut.series().times().get(0),
                    Format.count(cut.train()),
                    Format.count(cut.validation() - cut.train()),
                    Format.count(cut.test() - cut.validation())))
        .lookFor(
            "A level in the last part that the first never had, a season that changes its height, a jump where"
                + " something was measured differently: what no window of the first part shows can hardly be"
                + " learned from it.");
    cut.loaded().notes().forEach(page::finding);
    List<String> columns = cut.series().columns();
    for (int c = 0; c < Math.min(columns.size(), Sections.MOST_COLUMNS); c++) {
      double[] y = cut.series().column(c);
      page.figure(
          LineChart.of(columns.get(c), "row", columns.get(c))
              .series(columns.get(c), y)
              .mark(cut.train(), "validation")
              .mark(cut.validation(), "test"),
          "");
    }
  }

  private void dropout(HtmlReport page) {
    for (Outcome o : outcomes) {
      if (o.forecaster() instanceof Networks.Dropped dropped) {
        double share = dropped.share(job.cut(), Points.some(o.origins(), 50));
        page.section(
                "How sure the network is of itself",
                "With Monte-Carlo dropout (Gal and Ghahramani 2016) the network answers %d times, each time with other parts left out, as in training. The mean of the answers is a forecast; their spread says how far the network doubts what it learned. What it cannot know, the noise of the series itself, is added: the variance of its errors on the validation part."
                    .formatted(dropped.passes()))
            .finding(
                "The spread of the answers makes up %s of the variance that the bands are made of. Bands of the spread alone would be far too narrow."
                    .formatted(Format.percent(share)));
        new Sections(job.cut(), job.config().levels(), List.of(o)).forecasts(page, o, 1);
      }
    }
  }

  private void use(HtmlReport page, RunFolder folder) {
    List<String> lines = new ArrayList<>();
    lines.add("./vivarium timeseries forecast predict --run %s".formatted(folder.dir()));
    lines.add("./vivarium timeseries forecast evaluate --run %s --folds 4".formatted(folder.dir()));
    lines.add("");
    lines.add(
        "// Java, ai.djl: series [n, look-back, columns], scaled, to forecast [n, horizon, columns, levels]");
    lines.add("Criteria<NDList, NDList> criteria = Criteria.builder()");
    lines.add("    .setTypes(NDList.class, NDList.class)");
    lines.add("    .optModelPath(Path.of(\"%s/savedmodel\"))".formatted(folder.dir()));
    lines.add("    .build();");
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(job.config().options())
        .section("How to use it", "What comes next, and in DJL with no code of ours:")
        .code(String.join("\n", lines));
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.4f", x);
  }
}
