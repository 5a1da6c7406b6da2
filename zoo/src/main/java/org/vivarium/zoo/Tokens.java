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

  /** The rows of a table {@code [rows, width]}: {@code [batch, time]} to one axis more. */
  static Value rows(Net net, Value table, Operand<TInt32> tokens) {
    return net.value(net.tf().gather(table, tokens, net.tf().constant(0)));
  }

  /** Embedded as Vaswani et al. 2017 do, at a variance of 1. */
  static Value embedded(Net net, String name, Operand<TInt32> tokens, int vocabulary, int width) {
    return scaled(net, table(net, name, vocabulary, width), tokens);
  }

  /** A table of embeddings that also serves as the matrix of an output. */
  static Value table(Net net, String name, int vocabulary, int width) {
    return net.weight(name, Init.normal((float) (1 / Math.sqrt(width))), vocabulary, width);
  }

  static Value scaled(Net net, Value table, Operand<TInt32> tokens) {
    return rows(net, table, tokens).times((float) Math.sqrt((double) table.dim(1)));
  }

  /** {@code [batch, time, width]} to logits, the product with each row of the table. */
  static Value against(Value x, Value table) {
    var tf = x.tf();
    Value rows = x.reshape(-1, x.dim(2));
    Value logits = x.of(tf.linalg.matMul(rows, table, MatMul.transposeB(true)));
    return logits.reshape(-1, x.dim(1), table.dim(0));
  }

  static Value floats(Net net, Operand<TInt32> numbers) {
    return net.value(net.tf().dtypes.cast(numbers, TFloat32.class));
  }
}
