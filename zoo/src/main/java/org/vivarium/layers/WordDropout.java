package org.vivarium.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Net;

/**
 * Puts the unknown token in place of each token with a probability while training, so that no word
 * is relied on alone (Iyyer et al., "Deep unordered composition rivals syntactic methods for text
 * classification", 2015): {@code [batch, time]} to the same.
 *
 * @param rate the probability to be replaced, 0 to below 1
 * @param padding a token that stays
 * @param unknown the token that takes the place
 */
public record WordDropout(float rate, int padding, int unknown) {
  public WordDropout {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException(
          "word dropout is " + rate + "; it must be from 0 to below 1");
    }
  }

  public Operand<TInt32> build(Net net, Operand<TInt32> tokens) {
    if (!net.training() || rate == 0) {
      return tokens;
    }
    var tf = net.tf();
    var draws = net.uniformLike(net.value(tf.dtypes.cast(tokens, TFloat32.class)));
    var stays =
        tf.math.logicalOr(
            tf.math.greaterEqual(draws, tf.constant(rate)),
            tf.math.equal(tokens, tf.constant(padding)));
    return tf.select(stays, tokens, tf.math.add(tf.zerosLike(tokens), tf.constant(unknown)));
  }
}
