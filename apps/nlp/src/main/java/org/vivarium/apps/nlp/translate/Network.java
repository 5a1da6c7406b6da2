package org.vivarium.apps.nlp.translate;

import java.util.Map;
import java.util.TreeMap;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Described;
import org.vivarium.zoo.GruAttention;
import org.vivarium.zoo.Transformer;
import org.vivarium.zoo.Translator;

/**
 * A translator of the zoo, fitted to a vocabulary: what it takes to build it again.
 *
 * @param longest text that it was trained on, in tokens
 */
record Network(
    String model,
    String from,
    String to,
    int vocabulary,
    int longest,
    int width,
    int heads,
    int hidden,
    int depth,
    float dropout) {
  private static final String KEY = "network"; // in the metadata of weights

  static Network of(Config c, int vocabulary, int longest) {
    return new Network(
        c.model(),
        c.from(),
        c.to(),
        vocabulary,
        longest,
        c.width(),
        c.heads(),
        c.hidden(),
        c.depth(),
        (float) c.dropout());
  }

  /** The network that weights were trained in. */
  static Network ofWeights(Weights weights) {
    return Described.read(
        weights,
        KEY,
        Network.class,
        "translator",
        "'translate train'",
        network -> Config.MODELS.contains(network.model));
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return new TreeMap<>(Map.of("model", model, KEY, Described.text(this))); // files keep the order
  }

  Translator translator() {
    return model.equals("transformer")
        ? new Transformer(vocabulary, width, heads, hidden, depth, true, true, dropout)
        : new GruAttention(vocabulary, width, hidden, dropout);
  }
}
