package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Epoch;
import org.vivarium.metrics.Detection;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a run over one problem tells: {@code report.json} and {@code report.html}. */
record Report(Job job, List<Outcome> outcomes) {
  private static final int MOST_CURVES = 6; // that a chart can tell apart

  Report {
    outcomes = List.copyOf(outcomes);
  }

  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
    html(folder).write(folder.file("report.html"));
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "anomaly");
    json.put("detectors", outcomes.stream().map(Outcome::toMap).toList());
    json.put("data", job.problem().toMap());
    json.put("seed", job.config().seed());
    json.put("config", job.config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  /** By area under the ROC curve, where there is one. */
  private List<Outcome> ranked() {
    return outcomes.stream()
        .sorted(Comparator.comparingDouble(o -> Double.isNaN(o.auroc()) ? 0 : -o.auroc()))
        .toList();
  }

  private HtmlReport html(RunFolder folder) {
    Problem problem = job.problem();
    Outcome best = ranked().get(0);
    String title =
        outcomes.size() == 1
            ? best.kind() + " on " + problem.name()
            : outcomes.size() + " detectors on " + problem.name();
    HtmlReport page = new HtmlReport(title).subtitle(problem.source());
    tiles(page, best);
    table(page);
    if (best.detection().isPresent()) {
      curves(page);
    }
    ScoreSections scores = new ScoreSections(problem);
    ranked().stream().limit(MOST_CURVES).forEach(o -> scores.histograms(page, o));
    scores.galleries(page, best);
    ranked().stream()
        .filter(o -> job.trained(o.kind()).network().filter(Learned::reconstructs).isPresent())
        .findFirst()
        .filter(o -> problem.pictures())
        .ifPresent(o -> scores.reconstructions(page, job.trained(o.kind()), o));
    training(page);
    use(page, folder);
    return page;
  }

  private void tiles(HtmlReport page, Outcome best) {
    Problem problem = job.problem();
    String by = outcomes.size() == 1 ? "" : "by " + best.kind();
    best.detection()
        .ifPresent(
            d ->
                page.tile("AUROC", number(d.auroc()), by)
                    .tile("average precision", number(d.averagePrecision()), by)
                    .tile(
                        "false alarms",
                        Format.percent(d.alarmsAtRecall(Outcome.RECALL)),
                        "where 95 % of the anomalies are found")
                    .tile("F1", number(d.above(best.threshold()).f1()), "at the threshold"));
    page.tile("learned from", Format.count(problem.training().size()), "rows")
        .tile(
            "tested on",
            Format.count(problem.test().size()),
            Format.count(Problem.count(problem.test())) + " anomalies");
  }

  private void table(HtmlReport page) {
    page.section(
            "The detectors side by side",
            "A detector gives each row a score; the higher, the more unusual. AUROC is the chance"
                + " that an anomaly scores above a usual row: 0.5 is a coin, 1 is perfect, whatever the"
                + " threshold. AP, the average precision, is about the alarms: of the rows that score"
                + " highest, how many are anomalies? It starts from the share of anomalies, so compare"
                + " it within one table only. FPR95 is the share of usual rows that raise an alarm where"
                + " 95 % of the anomalies are found.")
        .text(
            "The threshold was set without looking at any anomaly: %s of the rows held out from what"
                    .formatted(Format.percent(job.config().contamination()))
                + " is taken for usual lie above it (--contamination). F1, precision and recall are"
                + " those at this threshold; the best F1 is what labels would have allowed.")
        .lookFor(
            "A high AUROC with a low F1: the order is right and the threshold is not. Many false"
                + " alarms at 95 % of the anomalies: a few anomalies look quite usual to this"
                + " detector; see its mistakes.");
    List<List<Object>> rows = new ArrayList<>();
    for (Outcome o : ranked()) {
      List<Object> row = new ArrayList<>(List.of(o.kind().toString()));
      if (o.detection().isPresent()) {
        Detection d = o.detection().get();
        Detection.At at = d.above(o.threshold());
        row.addAll(
            List.of(
                d.auroc(),
                d.averagePrecision(),
                d.alarmsAtRecall(Outcome.RECALL),
                at.f1(),
                at.precision(),
                at.recall(),
                d.bestF1()));
      } else {
        row.addAll(List.of("–", "–", "–", "–", "–", "–", "–"));
      }
      row.add(Format.number(o.threshold()));
      row.add(Format.percent(o.called()));
      row.add(Format.seconds(o.seconds()));
      rows.add(row);
    }
    page.table(
        List.of(
            "detector",
            "AUROC",
            "AP",
            "FPR95",
            "F1",
            "precision",
            "recall",
            "best F1",
            "threshold",
            "above it",
            "fitting"),
        rows);
    for (Outcome o : ranked()) {
      page.text(o.kind() + ": " + o.kind().score() + ".");
      o.notes().forEach(note -> page.finding(o.kind() + ": " + note + "."));
    }
    if (job.problem().test().size() > 0 && outcomes.get(0).detection().isEmpty()) {
      page.finding(
          "Nothing says which test rows are anomalies, so no figure says how good the scores are: look"
              + " at the most unusual rows below and judge.");
    }
  }

  private void curves(HtmlReport page) {
    page.section(
            "Every threshold",
            "Each point of a curve is one threshold. ROC: of the anomalies, how many are found, and"
                + " of the usual rows, how many raise an alarm. Precision and recall: of the alarms,"
                + " how many are right, and of the anomalies, how many are found.")
        .lookFor(
            "A ROC curve that rises steeply at the left finds much before it raises false alarms. Where"
                + " anomalies are rare, look at precision: one false alarm in a hundred usual rows may"
                + " be most of the alarms.");
    LineChart roc = LineChart.of("ROC", "share of usual rows with an alarm", "anomalies found");
    LineChart pr = LineChart.of("Precision and recall", "anomalies found", "precision");
    for (Outcome o : ranked().subList(0, Math.min(MOST_CURVES, outcomes.size()))) {
      Detection d = o.detection().orElseThrow();
      roc = roc.series(o.kind().toString(), points(d.roc()));
      pr = pr.series(o.kind().toString(), points(d.precisionRecall()));
    }
    page.figure(roc, "").figure(pr, "");
  }

  private static List<LineChart.Point> points(List<Detection.Point> points) {
    return points.stream().map(p -> new LineChart.Point(p.x(), p.y())).toList();
  }

  private void training(HtmlReport page) {
    if (job.histories().isEmpty()) {
      return;
    }
    page.section(
            "How the networks learned",
            "The loss over the epochs, on what is learned from and" + " on what is held out of it.")
        .lookFor(
            "A validation curve that turns up: the network learns its rows by heart. For a detector this"
                + " matters less than for a classifier, but a network that gives back everything well"
                + " gives back anomalies well, too.");
    job.histories()
        .forEach(
            (family, history) ->
                page.figure(
                    LineChart.of(family.name().toLowerCase(Locale.ROOT), "epoch", "loss per row")
                        .series("training", losses(history, false))
                        .series("held out", losses(history, true)),
                    ""));
  }

  private static double[] losses(List<Epoch> history, boolean held) {
    return history.stream()
        .mapToDouble(e -> (held ? e.validation() : e.train()).get("loss"))
        .toArray();
  }

  private void use(HtmlReport page, RunFolder folder) {
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(job.config().options());
    if (outcomes.size() == 1) {
      page.section("How to use it", "To score rows as they come, one to a line:")
          .code("cat rows.csv | ./vivarium anomaly watch --run " + folder.dir());
    }
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.4f", x);
  }
}
