package org.vivarium.apps.anomaly;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vivarium.metrics.Detection;

/**
 * What a detector made of the test rows.
 *
 * @param threshold set by what was held out of the usual
 * @param detection empty where the test rows hold no anomalies, or nothing else
 * @param seconds that fitting took, its network included
 * @param notes what should be known about the fit
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Outcome(
    Kind kind,
    double[] scores,
    double threshold,
    Optional<Detection> detection,
    double seconds,
    List<String> notes) {
  static final double RECALL = .95;

  static Outcome of(Trained trained, Problem problem, double contamination, double seconds) {
    double threshold = trained.threshold(problem.validation().rows(), contamination);
    return of(trained, problem.test(), threshold, seconds);
  }

  static Outcome of(Trained trained, Samples test, double threshold, double seconds) {
    double[] scores = trained.score(test.rows());
    int anomalies = Problem.count(test);
    Optional<Detection> detection =
        anomalies == 0 || anomalies == test.size()
            ? Optional.empty()
            : Optional.of(Detection.of(test.anomalous(), scores));
    return new Outcome(trained.kind(), scores, threshold, detection, seconds, trained.notes());
  }

  /** The share of the test rows that lie above the threshold. */
  double called() {
    int called = 0;
    for (double score : scores) {
      called += score > threshold ? 1 : 0;
    }
    return (double) called / scores.length;
  }

  double auroc() {
    return detection.map(Detection::auroc).orElse(Double.NaN);
  }

  /** As it stands in {@code report.json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("detector", kind.toString());
    detection.ifPresent(
        d -> {
          Detection.At at = d.above(threshold);
          map.put("auroc", d.auroc());
          map.put("average_precision", d.averagePrecision());
          map.put("fpr_at_95_tpr", d.alarmsAtRecall(RECALL));
          map.put("f1", at.f1());
          map.put("precision", at.precision());
          map.put("recall", at.recall());
          map.put("best_f1", d.bestF1());
        });
    map.put("threshold", threshold);
    map.put("share_above_threshold", called());
    map.put("fit_seconds", seconds);
    map.put("notes", notes);
    return map;
  }
}
