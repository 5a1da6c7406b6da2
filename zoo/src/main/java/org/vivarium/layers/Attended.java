package org.vivarium.layers;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Value;

/**
 * What attention, or a block around it, gives.
 *
 * @param output {@code [batch, queries, width]}
 * @param weights how much each query takes of each key, {@code [batch, heads, queries, keys]}; each
 *     row sums to 1
 * @param memory the keys and values that were looked at
 */
public record Attended(Value output, Value weights, Memory memory) {
  /**
   * Projected keys and values, each {@code [batch, heads, time, width / heads]}: what a decoder
   * keeps of the past, so as not to compute it again for every token.
   */
  public record Memory(Value keys, Value values) {
    /** These, and then others. */
    public Memory then(Memory next) {
      return new Memory(joined(keys, next.keys), joined(values, next.values));
    }

    /** Those of some rows of the batch. */
    public Memory at(Operand<TInt32> rows) {
      var zero = keys.tf().constant(0);
      return new Memory(
          keys.of(keys.tf().gather(keys, rows, zero)),
          values.of(values.tf().gather(values, rows, zero)));
    }

    private static Value joined(Value past, Value next) {
      var tf = next.tf();
      return next.of(tf.concat(List.of(past, next), tf.constant(2)));
    }
  }
}
