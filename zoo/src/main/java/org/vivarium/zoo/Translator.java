package org.vivarium.zoo;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/**
 * A network that reads one text and writes another, token by token. Tokens of both are of one
 * vocabulary, in which 0 is padding.
 */
public interface Translator {
  /** How the inputs and outputs begin that hold what was read. */
  String SOURCE = "source.";

  /** How the inputs and outputs begin that hold what was written so far. */
  String PAST = "past.";

  /**
   * Reads whole texts and what was written for them, each {@code [batch, time]}; the target is one
   * step behind what it is to become.
   *
   * @param mask of the source: 1 for tokens, 0 for padding
   */
  Written written(Net net, Operand<TInt32> source, Operand<TInt32> mask, Operand<TInt32> target);

  /**
   * Reads texts, once: {@code source} and {@code mask}, {@code [batch, time]}, to all that {@link
   * #writer} takes under {@link #SOURCE}, and to the beginning of what it takes under {@link
   * #PAST}, a row for each text.
   */
  Model reader(int time);

  /**
   * Writes one token more. It takes {@code tokens}, the last ones, {@code [batch, texts]} for as
   * many texts beside each other for each source; {@code mask} of the source; {@code rows}, {@code
   * [batch texts]}, the row of the past that each goes on from; and what begins with {@link
   * #SOURCE} and {@link #PAST}. It gives {@code logits}, {@code [batch texts, vocabulary]}; {@code
   * weights}, {@code [batch, texts, source]}, how much of each token of the source went into them;
   * and the past for the next token.
   *
   * @param longest how many tokens are written at most
   */
  Model writer(int texts, int longest);

  /** {@code source}, {@code mask} and {@code target} to {@code logits}. */
  Model model(int time);

  /** What {@link #reader} takes. */
  static List<Model.Input> read(int vocabulary, int time) {
    return List.of(
        Model.Input.numbers("source", vocabulary, time), Model.Input.numbers("mask", 2, time));
  }

  /** What every {@link #writer} takes. */
  static List<Model.Input> asked(int vocabulary, int texts) {
    return List.of(
        Model.Input.numbers("tokens", vocabulary, texts),
        Model.Input.numbers("mask", 2, -1),
        Model.Input.numbers("rows", Integer.MAX_VALUE));
  }

  /**
   * What a network that writes has in mind before each token, and the matrix that tells tokens by
   * it.
   *
   * @param states {@code [batch, time, width]}
   * @param table a row for each token, {@code [vocabulary, width]}
   * @param weights how much of each token of the source went into each state, {@code [batch, time,
   *     source]}
   */
  record Written(Value states, Value table, Value weights) {
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
     * @param labels {@code [batch, time]}; where they are 0 is padding, for which nothing is
     *     computed
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
}
