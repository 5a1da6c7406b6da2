package org.vivarium.apps.anomaly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Note;
import org.vivarium.data.ImageSet;

/**
 * Each class in turn against the rest.
 *
 * @param outcomes by class, then by detector
 */
record OneClass(List<String> classes, List<List<Outcome>> outcomes) {
  static OneClass run(Config config, ImageSet set, String detectors, boolean quiet) {
    List<List<Outcome>> outcomes = new ArrayList<>();
    List<String> classes = set.train().classes();
    for (String name : classes) {
      Problem problem = Problems.oneClass(config, set, name);
      List<Outcome> of = new ArrayList<>();
      try (Job job = new Job(config, problem, true)) {
        for (Kind kind : Kind.parse(detectors, problem)) {
          of.add(job.run(kind));
          Note.of(quiet, "%s: %s AUROC %.4f", problem.name(), kind, of.get(of.size() - 1).auroc());
        }
      }
      outcomes.add(of);
    }
    return new OneClass(classes, outcomes);
  }

  int detectors() {
    return outcomes.get(0).size();
  }

  Kind kind(int detector) {
    return outcomes.get(0).get(detector).kind();
  }

  double auroc(int detector, int of) {
    return outcomes.get(of).get(detector).auroc();
  }

  double mean(int detector) {
    return outcomes.stream().mapToDouble(o -> o.get(detector).auroc()).average().orElse(Double.NaN);
  }

  /** As it stands in {@code report.json}. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int d = 0; d < detectors(); d++) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int c = 0; c < classes.size(); c++) {
        row.put(classes.get(c), auroc(d, c));
      }
      row.put("mean", mean(d));
      map.put(kind(d).toString(), row);
    }
    return map;
  }
}
