package org.vivarium.apps.nlp.translate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
 * @param maxLength tokens of a text, its end included; longer pairs are not trained on
 * @param hidden units of the dense layers in a Transformer's blocks, or of a GRU
 * @param batchSize tokens in a step, padding included, of the longer side
 * @param warmUp steps until the rate is at its height
 * @param patience epochs without a lower validation loss until the run ends; 0 for never
 */
record Config(
    String model,
    String data,
    String from,
    String to,
    int limit,
    Tokenization tokenization,
    int maxLength,
    int width,
    int heads,
    int hidden,
    int depth,
    double dropout,
    double smoothing,
    int epochs,
    int batchSize,
    double lr,
    int warmUp,
    int patience,
    int seed,
    Precision precision) {
  static final List<String> MODELS = List.of("transformer", "gru_attention");
  private static final int MANY = 1 << 20;

  /** What a run is like when nothing is asked for, by data set and model. */
  private record Recipe(
      int vocabulary,
      int width,
      int hidden,
      int depth,
      double dropout,
      int epochs,
      int batchSize,
      double lr,
      int warmUp) {
    static Recipe of(String data, String model) {
      boolean gru = model.equals("gru_attention");
      if (data.equals("toy")) {
        return new Recipe(400, 64, 128, 2, .1, 8, 1000, gru ? .004 : .003, 60);
      }
      return gru
          ? new Recipe(4000, 192, 256, 1, .2, 10, 2000, .002, 150)
          : new Recipe(4000, 192, 384, 2, .1, 7, 2000, .003, 150);
    }
  }

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      Stream.of(
              List.of(
                  Flags.model("transformer", MODELS),
                  Flags.data("toy", Corpus.SETS),
                  Flags.option("source-lang", "CODE", "language to translate from", "de"),
                  Flags.option("target-lang", "CODE", "language to translate to", "en"),
                  Flags.limit()),
              Tokenization.options(Kind.BPE, byData("400", "4000")),
              List.of(
                  Flags.option("max-length", "N", "longest text in tokens", 80),
                  Flags.option("width", "N", "numbers in a token's vector", byData("64", "192")),
                  Flags.option("heads", "N", "of attention, in the Transformer", 4),
                  Flags.option(
                      "hidden", "N", "units within a block, or of the GRU", byData("128", "384")),
                  Flags.option("depth", "N", "blocks to read, and to write", 2),
                  Flags.option("dropout", "P", "share of numbers dropped", .1),
                  Flags.option("label-smoothing", "P", "share of a label that is spread", .1),
                  Flags.option("epochs", "N", "passes over the training data", byData("8", "7")),
                  Flags.option("batch-size", "N", "tokens in one step", byData("1000", "2000")),
                  Flags.option("lr", "RATE", "highest learning rate", .003),
                  Flags.option(
                      "warm-up", "N", "steps until the rate is highest", byData("60", "150")),
                  Flags.option("patience", "N", "epochs without improvement; 0 for no end", 0),
                  Flags.seed(1),
                  Flags.precision("auto")))
          .flatMap(List::stream)
          .toList();

  private static String byData(String toy, String others) {
    return toy + " for toy, " + others + " for others";
  }

  Config {
    if (model.equals("transformer") && width % heads != 0) {
      throw new IllegalArgumentException(
          "--width is %d and --heads is %d; the first must be a multiple of the second"
              .formatted(width, heads));
    }
  }

  /** Reads the options; what depends on data and model is looked up by them. */
  static Config parse(Arguments a) {
    String model = a.choice("model", "transformer", MODELS);
    String data = a.text("data").orElse("toy");
    boolean toy = data.equals("toy");
    Recipe r = Recipe.of(data, model);
    return new Config(
        model,
        data,
        a.text("source-lang").orElse(toy ? "english" : "de"),
        a.text("target-lang").orElse(toy ? "invented" : "en"),
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        Tokenization.parse(a, Kind.BPE, r.vocabulary),
        a.integer("max-length", 80, 2, 4096),
        a.integer("width", r.width, 2, 8192),
        a.integer("heads", 4, 1, 128),
        a.integer("hidden", r.hidden, 1, 1 << 16),
        a.integer("depth", r.depth, 1, 64),
        a.number("dropout", r.dropout, 0, .99),
        a.number("label-smoothing", .1, 0, .99),
        a.integer("epochs", r.epochs, 1, 100_000),
        a.integer("batch-size", r.batchSize, 1, MANY),
        a.number("lr", r.lr, 1e-9, 100),
        a.integer("warm-up", r.warmUp, 1, Integer.MAX_VALUE),
        a.integer("patience", 0, 0, 100_000),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("auto")));
  }

  /** Every option by name, as it could be typed; a limit that is off is left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", model);
    map.put("data", data);
    map.put("source-lang", from);
    map.put("target-lang", to);
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    tokenization.put(map);
    map.put("max-length", Integer.toString(maxLength));
    map.put("width", Integer.toString(width));
    map.put("heads", Integer.toString(heads));
    map.put("hidden", Integer.toString(hidden));
    map.put("depth", Integer.toString(depth));
    map.put("dropout", Double.toString(dropout));
    map.put("label-smoothing", Double.toString(smoothing));
    map.put("epochs", Integer.toString(epochs));
    map.put("batch-size", Integer.toString(batchSize));
    map.put("lr", Double.toString(lr));
    map.put("warm-up", Integer.toString(warmUp));
    map.put("patience", Integer.toString(patience));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }
}
