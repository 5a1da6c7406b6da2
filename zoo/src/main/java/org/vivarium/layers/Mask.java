package org.vivarium.layers;

import org.vivarium.kernel.Value;

/** Which keys a query may not attend to: their scores are lowered out of sight. */
@FunctionalInterface
public interface Mask {
  float OUT_OF_SIGHT = -1e9f; // finite, so that a row of nothing but padding is no NaN

  /**
   * The scores that count.
   *
   * @param scores {@code [batch, heads, queries, keys]}
   */
  Value over(Value scores);

  /** Every query sees every key. */
  static Mask none() {
    return scores -> scores;
  }

  /**
   * Padding is not seen.
   *
   * @param present {@code [batch, keys]}: 1 for what is there, 0 for padding
   */
  static Mask padding(Value present) {
    Value low = present.minus(1).times(-OUT_OF_SIGHT);
    var tf = low.tf();
    Value lowered = // once for all layers
        low.of(tf.expandDims(tf.expandDims(low, tf.constant(1)), tf.constant(1)));
    return scores -> scores.plus(lowered);
  }

  /** No query sees what comes after it; the last query stands where the last key does. */
  static Mask causal() {
    return scores -> {
      var tf = scores.tf();
      var shape = tf.shape(scores);
      var pair = tf.slice(shape, tf.constant(new int[] {2}), tf.constant(new int[] {2}));
      var queries = tf.gather(shape, tf.constant(2), tf.constant(0));
      var keys = tf.gather(shape, tf.constant(3), tf.constant(0));
      Value seen =
          scores.of(
              tf.linalg.bandPart(
                  tf.fill(pair, tf.constant(1f)), tf.constant(-1), tf.math.sub(keys, queries)));
      return scores.plus(seen.minus(1).times(-OUT_OF_SIGHT).frozen());
    };
  }

  /** What either hides is hidden. */
  default Mask and(Mask other) {
    return scores -> other.over(over(scores));
  }
}
