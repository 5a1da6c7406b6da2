package org.vivarium.apps.nlp.lm;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.vivarium.apps.nlp.Tokenization;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.kernel.Precision;
import org.vivarium.text.TokenizerConfig.Kind;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param limit characters of the text that are used at most
 * @param context tokens of a window; the longest text that a Transformer sees
 * @param warmUp steps in which the learning rate rises
 * @param patience epochs without improvement before the run ends; 0 for never
 */
record Config(
    String model,
    String data,
    int limit,
    Tokenization tokenization,
    int context,
    int width,
    int depth,
    int heads,
    double dropout,
    int epochs,
    int batchSize,
    double lr,
    int warmUp,
    double weightDecay,
    double clipNorm,
    int patience,
    int seed,
    Precision precision) {
  /** The options that a checkpoint holds for. */
  static final Set<String> FIXED =
      Set.of(
          "model",
          "data",
          "limit",
          "tokenizer",
          "kind",
          "vocab-size",
          "context",
          "width",
          "depth",
          "heads");

  private static final int PIECES = 2000;
  private static final int FEW_EPOCHS = 2; // of the grammar, which is soon known
  private static final int MANY_EPOCHS = 8;
  private static final int MOST = 1 << 20;

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      Stream.of(
              List.of(
                  Flags.model(Network.GPT, Network.MODELS),
                  Flags.data(
                      Corpus.GRAMMAR,
                      String.join(", ", Corpus.GRAMMAR, Corpus.SHAKESPEARE, Corpus.FILE + "PATH")),
                  Flags.option("limit", "N", "only the first N characters of the text")),
              Tokenization.options(Kind.CHARACTER, PIECES),
              List.of(
                  Flags.option(
                      "context", "N", "tokens that a Transformer sees, and of a window", 128),
                  Flags.option(
                      "width", "N", "numbers in the vector of a token", "128; of an LSTM 256"),
                  Flags.option("depth", "N", "blocks or layers", "4; of an LSTM 2"),
                  Flags.option("heads", "N", "of attention", 4),
                  Flags.option("dropout", "X", "share of numbers dropped in training", 0),
                  Flags.option(
                      "epochs",
                      "N",
                      "passes over the text",
                      MANY_EPOCHS + "; grammar " + FEW_EPOCHS),
                  Flags.batchSize(32),
                  Flags.lr(.003),
                  Flags.option(
                      "warm-up", "STEPS", "in which the rate rises; then a cosine falls", 100),
                  Flags.option("weight-decay", "X", "AdamW's", .1),
                  Flags.option("clip-norm", "X", "most that all gradients measure; 0 for any", 1),
                  Flags.option(
                      "patience", "N", "epochs without improvement before it ends; 0 never", 0),
                  Flags.seed(1),
                  Flags.precision("float32")))
          .flatMap(List::stream)
          .toList();

  Config {
    if (model.equals(Network.GPT) && width % heads != 0) {
      throw new IllegalArgumentException(
          "--width %d cannot be divided among --heads %d".formatted(width, heads));
    }
  }

  static Config parse(Arguments a) {
    String model = a.choice("model", Network.GPT, Network.MODELS);
    boolean gpt = model.equals(Network.GPT);
    String data = a.text("data").orElse(Corpus.GRAMMAR);
    return new Config(
        model,
        data,
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        Tokenization.parse(a, Kind.CHARACTER, PIECES),
        a.integer("context", 128, 2, 1 << 16),
        a.integer("width", gpt ? 128 : 256, 1, 1 << 14),
        a.integer("depth", gpt ? 4 : 2, 1, 1000),
        a.integer("heads", 4, 1, 1000),
        a.number("dropout", 0, 0, .99),
        a.integer("epochs", data.equals(Corpus.GRAMMAR) ? FEW_EPOCHS : MANY_EPOCHS, 1, MOST),
        a.integer("batch-size", 32, 1, 1 << 16),
        a.number("lr", .003, 1e-9, 100),
        a.integer("warm-up", 100, 0, MOST),
        a.number("weight-decay", .1, 0, 100),
        a.number("clip-norm", 1, 0, 1e9),
        a.integer("patience", 0, 0, MOST),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  /** Every option by name, as it could be typed; a limit that is off is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("data", data);
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    tokenization.put(map);
    map.put("context", Integer.toString(context));
    map.put("width", Integer.toString(width));
    map.put("depth", Integer.toString(depth));
    map.put("heads", Integer.toString(heads));
    map.put("dropout", Double.toString(dropout));
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("warm-up", Integer.toString(warmUp));
    map.put("weight-decay", Double.toString(weightDecay));
    map.put("clip-norm", Double.toString(clipNorm));
    map.put("patience", Integer.toString(patience));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
