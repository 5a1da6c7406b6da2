package org.vivarium.apps.vision;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Note;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;

/**
 * What a run took over from other weights.
 *
 * @param source the weights, as they were named on the command line
 * @param headRate peak learning rate of the new head
 */
record Transfer(String source, Parts parts, double headRate) {

  /** How many numbers were taken over, and how many are new. */
  private long kept() {
    return parts.trained(parts.head());
  }

  private long fresh() {
    return parts.trained(List.of()) - kept();
  }

  /** What is told before the training begins. */
  void say(Job job) {
    Note.of(
        job.quiet(),
        "taken over from '%s': %,d numbers; new: the head %s, %,d numbers",
        source,
        kept(),
        String.join(", ", parts.head()),
        fresh());
    for (Row row : rows(job, job.config().epochs())) {
      Note.of(
          job.quiet(), "%s: %,d numbers learn; frozen: %s", row.epochs, row.trained, row.frozen);
    }
    int last = job.plan().phases().get(job.plan().phases().size() - 1).first();
    if (last > job.config().epochs()) {
      Note.of(
          job.quiet(),
          "not all parts come to learn in %d epochs; that would take %d",
          job.config().epochs(),
          last);
    }
  }

  /** One phase, as far as the run came to it. */
  private record Row(int first, String epochs, String frozen, long trained, boolean headAlone) {}

  private List<Row> rows(Job job, int epochs) {
    List<Row> rows = new ArrayList<>();
    Plan plan = job.plan();
    for (int i = 0; i < plan.phases().size() && plan.epochs(i, epochs) > 0; i++) {
      Plan.Phase phase = plan.phases().get(i);
      int last = phase.first() + plan.epochs(i, epochs) - 1;
      long trained = parts.trained(phase.frozen());
      rows.add(
          new Row(
              phase.first(),
              last > phase.first() ? "epochs " + phase.first() + "–" + last : "epoch " + last,
              phase.frozen().isEmpty() ? "nothing" : String.join(", ", phase.frozen()),
              trained,
              trained == fresh()));
    }
    return rows;
  }

  /** As it stands in {@code report.json}; {@code epochs} are those that were trained. */
  Map<String, Object> toMap(Job job, int epochs) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("weights", source);
    map.put("taken_over", kept());
    map.put("new", fresh());
    map.put("head", parts.head());
    map.put("learning_rate", job.config().lr());
    map.put("head_learning_rate", headRate);
    List<Map<String, Object>> phases = new ArrayList<>();
    for (Row row : rows(job, epochs)) {
      Map<String, Object> phase = new LinkedHashMap<>();
      phase.put("first_epoch", row.first);
      phase.put("frozen", job.plan().phases().get(phases.size()).frozen());
      phase.put("trained_parameters", row.trained);
      phases.add(phase);
    }
    map.put("phases", phases);
    return map;
  }

  /** The section of the report. */
  void describe(HtmlReport page, Job job, int epochs) {
    List<List<Object>> table = new ArrayList<>();
    for (Row row : rows(job, epochs)) {
      table.add(
          List.of(
              row.epochs,
              row.frozen,
              Format.count(row.trained),
              Format.percent((double) row.trained / parts.trained(List.of())),
              row.headAlone ? "–" : Format.number(job.config().lr()),
              Format.number(headRate)));
    }
    page.section(
            "What was taken over",
            ("All %s numbers below the head are those of '%s'; the head (%s, %s numbers) is new, for %d"
                    + " classes. Images were resized and normalised as those weights expect.")
                .formatted(
                    Format.count(kept()),
                    source,
                    String.join(", ", parts.head()),
                    Format.count(fresh()),
                    job.classifier().classes().size()))
        .text(
            "What is frozen keeps its weights and, in batch norm, its statistics bit for bit, and has no"
                + " dropout. Each phase has a fresh optimizer and the whole schedule; the rates are its"
                + " peaks.")
        .lookFor(
            "A head that starts at random sends large gradients down: if the loss jumps when more parts"
                + " begin to learn, let the head warm up longer or lower the rate of the rest. Few images"
                + " and a training loss far below the validation loss: freeze more.")
        .table(
            List.of("when", "frozen", "numbers that learn", "share", "rate", "rate of the head"),
            table);
  }
}
