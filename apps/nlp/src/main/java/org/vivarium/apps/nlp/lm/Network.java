package org.vivarium.apps.nlp.lm;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Described;
import org.vivarium.zoo.Gpt;
import org.vivarium.zoo.LanguageModel;
import org.vivarium.zoo.LstmLanguageModel;

/**
 * A language model of the zoo, fitted to a tokenizer: what it takes to build it again.
 *
 * @param heads of attention; an LSTM has none
 * @param opening the token behind which a text begins that is given nothing to go on from
 */
record Network(
    String model, int vocabulary, int context, int width, int depth, int heads, int opening) {
  static final String GPT = "gpt";
  static final String LSTM = "lstm";
  static final List<String> MODELS = List.of(GPT, LSTM);

  private static final String KEY = "network"; // in the metadata of weights

  Network {
    if (!MODELS.contains(model) || vocabulary < 1 || context < 1 || width < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "there is no language model '%s' of %d tokens, context %d, width %d and depth %d"
              .formatted(model, vocabulary, context, width, depth));
    }
  }

  static Network of(Config config, Material material) {
    return new Network(
        config.model(),
        material.vocabulary(),
        config.context(),
        config.width(),
        config.depth(),
        config.heads(),
        material.opening());
  }

  /** The network that weights were trained in. */
  static Network ofWeights(Weights weights) {
    return Described.read(weights, KEY, Network.class, "language model", "'lm train'");
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return new TreeMap<>(Map.of("model", model, KEY, Described.text(this))); // files keep the order
  }

  LanguageModel model(float dropout) {
    return model.equals(GPT)
        ? new Gpt(vocabulary, context, width, heads, depth, dropout)
        : new LstmLanguageModel(vocabulary, width, depth, dropout);
  }
}
