package org.vivarium.kernel;

import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.op.Op;

/**
 * One session run: an update (null to only look) and the scalars it reports.
 *
 * @param name unique among the updating steps of a program; its optimizer's state is kept under it
 * @param rate the learning rate, asked before each run with the number of runs so far; null without
 *     an optimizer
 * @param turns what takes its turn after it
 */
public record Step(
    String name, Op update, Tracker rate, Map<String, Value> reports, List<Turn> turns)
    implements Steps {

  /** Another step, after every so many runs of one. */
  record Turn(Step step, int every) {}

  public Step {
    turns = List.copyOf(turns);
    reports = new TreeMap<>(reports);
    reports.forEach(Step::check);
  }

  Step(String name, Op update, Tracker rate, Map<String, Value> reports) {
    this(name, update, rate, reports, List.of());
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
    return new Step(this.name, update, rate, more, turns);
  }

  /**
   * The same step, and after every so many runs of it another one on the same batch, as the players
   * of a game take turns. The other's reports are added, under its name: {@code generator_loss}.
   */
  public Step then(Step other, int every) {
    if (every < 1 || rate == null) {
      throw new IllegalArgumentException(
          "'%s' cannot follow after every %d runs of '%s': it must be 1 or more, of a step that trains"
              .formatted(other.name(), every, name));
    }
    List<Turn> more = new ArrayList<>(turns);
    more.add(new Turn(other, every));
    return new Step(name, update, rate, reports, more);
  }
}
