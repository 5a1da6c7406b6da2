package org.vivarium.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * A trained vector for each token: {@code [batch, time]} of whole numbers below {@code vocabulary}
 * to {@code [batch, time, width]}. Parameter {@code weight}, {@code [vocabulary, width]}.
 *
 * @param padding the token whose vector is zero at first and gets no gradient; -1 without one
 */
public record Embedding(String name, int vocabulary, int width, int padding, Init init) {
  public Embedding {
    if (vocabulary < 1 || width < 1 || padding < -1 || padding >= vocabulary) {
      throw new IllegalArgumentException(
          "'%s' has %d tokens of width %d and padding %d"
                  .formatted(name, vocabulary, width, padding)
              + "; a token of a vocabulary, or -1, is padding");
    }
  }

  public Embedding padding(int padding) {
    return new Embedding(name, vocabulary, width, padding, init);
  }

  public Embedding init(Init init) {
    return new Embedding(name, vocabulary, width, padding, init);
  }

  public Value build(Net net, Operand<TInt32> tokens) {
    Net n = net.at(name);
    Ops tf = n.tf();
    Value weight = n.weight("weight", padding < 0 ? init : this::first, vocabulary, width);
    Value vectors = n.value(tf.gather(weight, tokens, tf.constant(0)));
    if (padding < 0) {
      return vectors;
    }
    var others = tf.math.notEqual(tokens, tf.constant(padding));
    Value real = n.value(tf.expandDims(tf.dtypes.cast(others, TFloat32.class), tf.constant(-1)));
    Value padded = vectors.frozen();
    return padded.plus(vectors.minus(padded).times(real)); // the same numbers, less gradient
  }

  private Operand<TFloat32> first(Ops tf, Layout layout, long[] shape, int[] seed) {
    var one =
        tf.oneHot(tf.constant(padding), tf.constant(vocabulary), tf.constant(0f), tf.constant(1f));
    return tf.math.mul(init.value(tf, layout, shape, seed), tf.expandDims(one, tf.constant(-1)));
  }
}
