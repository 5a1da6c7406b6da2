package org.vivarium.kernel;

import ai.djl.training.tracker.Tracker;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.op.Op;

/**
 * One session run: an update (null to only look) and the scalars it reports.
 *
 * @param name unique among the updating steps of a program; its optimizer's state is kept under it
 * @param rate the learning rate, asked before each run with the number of runs so far; null without
 *     an optimizer
 */
public record Step(String name, Op update, Tracker rate, Map<String, Value> reports)
    implements Steps {
  public Step {
    reports = new TreeMap<>(reports);
    reports.forEach(Step::check);
  }

  private static void check(String report, Value value) {
    if (value.rank() > 0) {
      throw new IllegalArgumentException(
          "report '" + report + "' is " + value.shape() + ", not a scalar: take its mean or sum");
    }
  }

  /** Every batch is for this step. */
  @Override
  public Step of(Batch batch) {
    return this;
  }

  /** A step that changes nothing and reports scalars. */
  public static Step look(Map<String, Value> reports) {
    return new Step("", null, null, reports);
  }

  /** The same step with one more scalar to report. */
  public Step reporting(String name, Value scalar) {
    Map<String, Value> more = new TreeMap<>(reports);
    more.put(name, scalar);
    return new Step(this.name, update, rate, more);
  }
}
