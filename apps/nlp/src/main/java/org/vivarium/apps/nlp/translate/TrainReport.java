package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.report.History;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json} and {@code report.html}. */
record TrainReport(
    Job job,
    Interpreter interpreter,
    Program program,
    List<Epoch> history,
    int bestEpoch,
    List<Scores> scores) {
  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
  }

  private Map<String, Object> json() {
    Map<String, Object> metrics = new LinkedHashMap<>();
    scores.forEach(some -> metrics.putAll(some.toMap()));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "nlp");
    json.put("verb", TranslateTrain.NAME);
    json.put("metrics", metrics);
    json.put("parameters", program.size());
    json.put("vocabulary", interpreter.network().vocabulary());
    json.put("seed", job.config().seed());
    json.put("precision", program.precision().toString());
    json.put("model", interpreter.network().model());
    json.put("data", job.corpus().toMap(job.config().data()));
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", job.config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }
}
