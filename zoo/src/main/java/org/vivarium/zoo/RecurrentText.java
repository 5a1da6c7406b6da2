package org.vivarium.zoo;

import static org.vivarium.layers.Layers.embedding;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Dropout;

/**
 * A recurrent network over the vectors of tokens, as in Dai and Le, "Semi-supervised sequence
 * learning", 2015, without their pretraining: with 20,000 tokens, vectors of 128 numbers, 128 units
 * and two classes an LSTM has 2,692,354 parameters, and two layers of it both ways have 3,219,970.
 *
 * @param width numbers in the vector of a token
 * @param spread deviation of the vectors' first numbers
 * @param dropout of the vectors, while training
 */
public record RecurrentText(
    int vocabulary, int width, RecurrentClassifier classifier, float spread, float dropout) {
  /** The token that fills short texts up. */
  static final int PADDING = 0;

  /** With vectors as PyTorch begins with, and no dropout of them. */
  public RecurrentText(int vocabulary, int width, RecurrentClassifier classifier) {
    this(vocabulary, width, classifier, 1, 0);
  }

  public RecurrentText spread(float spread) {
    return new RecurrentText(vocabulary, width, classifier, spread, dropout);
  }

  public RecurrentText dropout(float dropout) {
    return new RecurrentText(vocabulary, width, classifier, spread, dropout);
  }

  /** {@code [batch, time]} tokens, and 1 for tokens and 0 for padding, to logits. */
  public Value build(Net net, Operand<TInt32> tokens, Operand<TInt32> mask) {
    Value vectors =
        embedding("embedding", vocabulary, width)
            .init(Init.normal(spread))
            .padding(PADDING)
            .build(net, tokens);
    return classifier.build(net, new Dropout(dropout).build(net, vectors), mask);
  }

  /** {@code tokens} and {@code mask}, {@code [batch, time]}, to {@code logits}. */
  public Model text(int time) {
    return new Model(
        List.of(
            Model.Input.numbers("tokens", vocabulary, time), Model.Input.numbers("mask", 2, time)),
        (net, in) -> Map.of("logits", build(net, in.numbers("tokens"), in.numbers("mask"))));
  }
}
