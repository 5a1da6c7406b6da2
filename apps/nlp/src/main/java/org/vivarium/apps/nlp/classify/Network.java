package org.vivarium.apps.nlp.classify;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Layers;
import org.vivarium.layers.Recurrent;
import org.vivarium.layers.WordDropout;
import org.vivarium.zoo.RecurrentClassifier;
import org.vivarium.zoo.RecurrentText;
import org.vivarium.zoo.TextCnn;
import org.vivarium.zoo.TransformerEncoder;

/**
 * A text classifier of the zoo, at a size that goes with thousands of texts rather than millions:
 * what it takes to build it again.
 *
 * @param vocabulary one more than the largest token
 * @param unknown the token that stands for others
 * @param longest tokens of the longest text that it reads
 */
record Network(Config.Shape shape, int vocabulary, int unknown, int longest, List<String> classes) {
  static final List<String> MODELS =
      List.of(
          "text_cnn", "text_rnn", "text_lstm", "text_gru", "text_bilstm", "transformer_encoder");

  private static final int HEADS = 4;
  private static final float SPREAD = .1f;

  Network {
    classes = List.copyOf(classes);
  }

  /** The sizes and rates that go with a model. */
  record Usual(
      int width,
      int units,
      double dropout,
      double wordDropout,
      int epochs,
      double lr,
      double weightDecay,
      int buckets) {}

  // chosen on the validation part of rt-polarity and of TREC
  static Usual usual(String model) {
    return switch (model) {
      case "text_cnn" -> new Usual(200, 100, .5, .1, 12, .001, .01, 5);
      case "transformer_encoder" -> new Usual(128, 128, .3, .2, 12, .001, .01, 5);
      default -> new Usual(128, 64, .5, .1, 8, .003, .01, 3); // a graph as long as the texts
    };
  }

  boolean attends() {
    return shape.model().equals("transformer_encoder");
  }

  /** Texts of so many tokens, padded and masked, to {@code logits}. */
  Model model(int time) {
    return switch (shape.model()) {
      case "text_cnn" ->
          new TextCnn(classes.size(), vocabulary, shape.width(), shape.units())
              .spread(SPREAD)
              .dropout((float) shape.dropout())
              .text(time);
      case "transformer_encoder" -> encoder().ofTokens(vocabulary, time, classes.size());
      default -> recurrent().text(time);
    };
  }

  /** As {@link #model}, with {@code latent.attention} besides; only of a network that attends. */
  Model attending(int time) {
    return encoder().attending(vocabulary, time, classes.size());
  }

  private TransformerEncoder encoder() {
    TransformerEncoder plain =
        TransformerEncoder.preNorm(shape.width(), HEADS, shape.units(), shape.layers());
    return new TransformerEncoder(
        plain.width(), plain.depth(), plain.block().dropout((float) shape.dropout()), true);
  }

  private RecurrentText recurrent() {
    int units = shape.units();
    Recurrent states =
        switch (shape.model()) {
          case "text_rnn" -> Layers.rnn("rnn", units);
          case "text_gru" -> Layers.gru("rnn", units);
          case "text_lstm" -> Layers.lstm("rnn", units);
          case "text_bilstm" -> Layers.lstm("rnn", units).bidirectional();
          default ->
              throw new IllegalArgumentException("there is no model '" + shape.model() + "'");
        };
    float dropout = (float) shape.dropout();
    RecurrentClassifier classifier =
        new RecurrentClassifier(
            states.layers(shape.layers()).dropout(dropout),
            classes.size(),
            shape.summary(),
            dropout);
    return new RecurrentText(vocabulary, shape.width(), classifier).spread(SPREAD).dropout(dropout);
  }

  /** The logits of texts of one length, with word dropout where the pass is for training. */
  Value logits(Net net, Operand<TInt32> tokens, Operand<TInt32> mask, int time) {
    var tf = net.tf();
    var fixed = tf.constant(new int[] {-1, time});
    Operand<TInt32> known = tf.reshape(tokens, fixed);
    Operand<TInt32> left =
        new WordDropout((float) shape.wordDropout(), 0, unknown).build(net.at("words"), known);
    return model(time)
        .build(net, new Model.Inputs(Map.of("tokens", left, "mask", tf.reshape(mask, fixed))))
        .get("logits");
  }
}
