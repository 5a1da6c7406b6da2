package org.vivarium.kernel;

import java.util.Map;
import java.util.TreeMap;

/**
 * Which step takes a batch: one step for all, or one for each length of sequence where the graph is
 * as long as the sequences are. All of them share a name, and with it the optimizer's state and
 * their count: the first is made by {@link Program#minimize(String, Value, Optimizer, String)}, the
 * others take over from it.
 */
public sealed interface Steps permits Step, Steps.ByLength {
  Step of(Batch batch);

  /**
   * A step for each length of the batches.
   *
   * @param input whose second axis is the length
   */
  static Steps byLength(String input, Map<Integer, Step> steps) {
    return new ByLength(input, new TreeMap<>(steps));
  }

  /** See {@link #byLength}. */
  record ByLength(String input, Map<Integer, Step> steps) implements Steps {
    public ByLength {
      if (steps.values().stream().map(Step::name).distinct().count() > 1) {
        throw new IllegalArgumentException(
            "steps of several lengths must share a name, not "
                + steps.values().stream().map(Step::name).toList());
      }
    }

    @Override
    public Step of(Batch batch) {
      int length = Math.toIntExact(batch.tensors().get(input).shape().get(1));
      Step step = steps.get(length);
      if (step == null) {
        throw new IllegalArgumentException(
            "'%s' is of length %d; there are steps for %s"
                .formatted(input, length, steps.keySet()));
      }
      return step;
    }
  }
}
