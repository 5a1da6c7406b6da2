package org.vivarium.zoo;

import org.tensorflow.Operand;
import org.tensorflow.op.linalg.MatMul;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** Whole numbers as vectors, for networks over text. */
final class Tokens {
  private Tokens() {}

  /** A trained table: parameter {@code weight}, {@code [rows, width]}. */
  static Value table(Net net, String name, Init init, int rows, int width) {
    return net.at(name).weight("weight", init, rows, width);
  }

  /** Its rows: {@code [batch, time]} to {@code [batch, time, width]}. */
  static Value rows(Value table, Operand<TInt32> tokens) {
    return table.of(table.tf().gather(table, tokens, table.tf().constant(0)));
  }

  /** A table for {@link #scaled}, and for an output. */
  static Value table(Net net, String name, int rows, int width) {
    return table(net, name, Init.normal((float) (1 / Math.sqrt(width))), rows, width);
  }

  /** Its rows at a variance of 1, as Vaswani et al. 2017 have them. */
  static Value scaled(Value table, Operand<TInt32> tokens) {
    return rows(table, tokens).times((float) Math.sqrt((double) table.dim(1)));
  }

  /**
   * {@code [batch, time, width]}, or {@code [rows, width]}, to logits: the product with each row of
   * the table.
   */
  static Value against(Value x, Value table) {
    var tf = x.tf();
    Value rows = x.rank() == 2 ? x : x.reshape(-1, x.dim(2));
    Value logits = x.of(tf.linalg.matMul(rows, table, MatMul.transposeB(true)));
    return x.rank() == 2 ? logits : logits.reshape(-1, x.dim(1), table.dim(0));
  }

  static Value floats(Net net, Operand<TInt32> numbers) {
    return net.value(net.tf().dtypes.cast(numbers, TFloat32.class));
  }
}
