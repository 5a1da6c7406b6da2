package org.vivarium.zoo;

import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/**
 * What a network that writes has in mind before each token, and the matrix that tells tokens by it.
 *
 * @param states {@code [batch, time, width]}
 * @param table a row for each token, {@code [vocabulary, width]}
 * @param weights how much of each token of the source went into each state, {@code [batch, time,
 *     source]}
 */
public record Written(Value states, Value table, Value weights) {
  /** {@code [batch, time, vocabulary]}. */
  public Value logits() {
    return Tokens.against(states, table);
  }

  /**
   * Cross-entropy with label smoothing (Szegedy et al. 2015), as a mean over tokens.
   *
   * <p>With a share s of each label spread over the vocabulary it is {@code -log p(label) + s
   * (logit(label) - mean logit)}, and both logits are products with one vector, so there is no
   * second matrix as large as the logits.
   *
   * @param labels {@code [batch, time]}; where they are 0 is padding, for which nothing is computed
   */
  public Value loss(Operand<TInt32> labels, float smoothing) {
    var tf = states.tf();
    var zero = tf.constant(0);
    long width = states.dim(2);
    var flat = tf.reshape(labels, tf.constant(new int[] {-1}));
    var places = tf.reshape(tf.where(flat), tf.constant(new int[] {-1}));
    Value x = states.of(tf.gather(states.reshape(-1, width), places, zero)); // [tokens, width]
    var wanted = tf.gather(flat, places, zero);
    Value right = Losses.sparseCrossEntropy(Tokens.against(x, table), wanted).mean();
    if (smoothing == 0) {
      return right;
    }
    Value own = states.of(tf.gather(table, wanted, zero)).minus(table.mean(0));
    return right.plus(x.times(own).sum(1).mean().times(smoothing));
  }
}
