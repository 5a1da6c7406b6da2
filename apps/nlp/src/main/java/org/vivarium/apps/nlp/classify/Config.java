package org.vivarium.apps.nlp.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.kernel.Precision;
import org.vivarium.text.TextSets;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.zoo.RecurrentClassifier;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report and the checkpoint.
 *
 * @param table how a file of one's own is read
 * @param limit the first so many training texts
 * @param validation share of the training texts that is held out, where the set has no such part
 * @param words how texts become tokens
 * @param network its sizes and what keeps it from learning by heart
 * @param fit how it is trained
 */
record Config(
    String data,
    Table table,
    int limit,
    double validation,
    Words words,
    Shape network,
    Fit fit,
    int seed,
    Precision precision) {

  /**
   * A file of one's own; each may be "" for what is usual.
   *
   * @param test another file, to test on
   */
  record Table(String format, String text, String label, String test) {}

  /**
   * Tokens.
   *
   * @param tokenizer a {@code tokenizer.json} to use as it is; "" to train one
   * @param vocabulary the most tokens
   * @param leastTimes what a token must be seen in training
   * @param longest tokens of a text that are read
   * @param vectors a file of word vectors to begin from; "" for none
   * @param frozen whether these stay as they are
   */
  record Words(
      String tokenizer,
      TokenizerConfig.Kind kind,
      int vocabulary,
      int leastTimes,
      boolean lowerCase,
      int longest,
      String vectors,
      boolean frozen) {
    Words {
      if (frozen && vectors.isEmpty()) {
        throw new IllegalArgumentException("--freeze-vectors needs --vectors");
      }
    }
  }

  /**
   * The network.
   *
   * @param width numbers in the vector of a token
   * @param units filters of each kernel, units of a state, or of the dense layers of a block
   */
  record Shape(
      String model,
      int width,
      int units,
      int layers,
      RecurrentClassifier.Summary summary,
      double dropout,
      double wordDropout) {}

  /** How training goes. */
  record Fit(
      int epochs,
      int batchSize,
      double lr,
      double weightDecay,
      double smoothing,
      boolean balanced,
      int patience,
      int buckets) {}

  private static final List<String> KINDS = names(TokenizerConfig.Kind.values());
  private static final List<String> SUMMARIES = names(RecurrentClassifier.Summary.values());
  private static final int MOST = 1_000_000;
  private static final String USUAL = "by model";

  /** The options that a config is read from. */
  static final List<Option> OPTIONS =
      List.of(
          Flags.model("text_cnn", Network.MODELS),
          Flags.data("reviews", String.join(", ", TextSets.names())),
          Flags.option(
              "format", "NAME", "of a file: csv, tsv, jsonl or label", "what its name says"),
          Flags.option("text-column", "NAME", "of a file: name, or number from 1", "text"),
          Flags.option("label-column", "NAME", "of a file: name, or number from 1", "label"),
          Flags.option("test-file", "FILE", "to test on, of the same kind", "a tenth of the file"),
          Flags.limit(),
          Flags.option("validation", "SHARE", "share of the training texts to validate on", .1),
          Flags.option("tokenizer", "FILE", "a tokenizer.json to use", "one is trained"),
          Flags.option("kind", "NAME", "of the tokenizer: " + String.join(", ", KINDS), "word"),
          Flags.option("vocab-size", "N", "the most tokens of the tokenizer", 20_000),
          Flags.option("min-frequency", "N", "times that a word must be seen", 2),
          Flags.flag("keep-case", "capitals are not made small"),
          Flags.option("max-length", "N", "tokens of a text that are read", 128),
          Flags.option("vectors", "FILE", "word vectors to begin from, as GloVe's text files"),
          Flags.flag("freeze-vectors", "the vectors of the file stay as they are"),
          Flags.option("width", "N", "numbers in the vector of a token", USUAL),
          Flags.option("units", "N", "filters of a kernel, or units of a layer", USUAL),
          Flags.option("layers", "N", "recurrent layers or blocks", 1),
          Flags.option("summary", "HOW", "of states: " + String.join(", ", SUMMARIES), "max"),
          Flags.option("dropout", "SHARE", "of numbers dropped in training", USUAL),
          Flags.option("word-dropout", "SHARE", "of tokens replaced in training", USUAL),
          Flags.option("epochs", "N", "passes over the training data", USUAL),
          Flags.batchSize(64),
          Flags.option("lr", "RATE", "learning rate at its peak", USUAL),
          Flags.option("weight-decay", "X", "decoupled weight decay", USUAL),
          Flags.option("label-smoothing", "X", "share of a label spread over all classes", 0),
          Flags.option("class-weights", "HOW", "none or balanced", "none"),
          Flags.option("patience", "N", "epochs without improvement before the end", 3),
          Flags.option("buckets", "N", "lengths that texts are padded to", USUAL),
          Flags.seed(1),
          Flags.precision("float32"));

  static Config parse(Arguments a) {
    String model = a.choice("model", "text_cnn", Network.MODELS);
    Network.Usual usual = Network.usual(model);
    Table table =
        new Table(
            a.text("format").orElse(""),
            a.text("text-column").orElse("text"),
            a.text("label-column").orElse("label"),
            a.text("test-file").orElse(""));
    Words words =
        new Words(
            a.text("tokenizer").orElse(""),
            TokenizerConfig.Kind.valueOf(a.choice("kind", "word", KINDS).toUpperCase(Locale.ROOT)),
            a.integer("vocab-size", 20_000, 10, MOST),
            a.integer("min-frequency", 2, 1, MOST),
            !flag(a, "keep-case"),
            a.integer("max-length", 128, 1, 4096),
            a.text("vectors").orElse(""),
            flag(a, "freeze-vectors"));
    Shape shape =
        new Shape(
            model,
            a.integer("width", usual.width(), 1, 4096),
            a.integer("units", usual.units(), 1, 4096),
            a.integer("layers", 1, 1, 24),
            RecurrentClassifier.Summary.valueOf(
                a.choice("summary", "max", SUMMARIES).toUpperCase(Locale.ROOT)),
            a.number("dropout", usual.dropout(), 0, .95),
            a.number("word-dropout", usual.wordDropout(), 0, .95));
    Fit fit =
        new Fit(
            a.integer("epochs", usual.epochs(), 1, MOST),
            a.integer("batch-size", 64, 1, 65_536),
            a.number("lr", usual.lr(), 1e-9, 100),
            a.number("weight-decay", usual.weightDecay(), 0, 100),
            a.number("label-smoothing", 0, 0, .99),
            a.choice("class-weights", "none", List.of("none", "balanced")).equals("balanced"),
            a.integer("patience", 3, 1, MOST),
            a.integer("buckets", usual.buckets(), 1, 64));
    return new Config(
        a.text("data").orElse("reviews"),
        table,
        a.integer("limit", Integer.MAX_VALUE, 1, Integer.MAX_VALUE),
        a.number("validation", .1, .001, .9),
        words,
        shape,
        fit,
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE),
        Precision.of(a.text("precision").orElse("float32")));
  }

  /** Every option by name, as it could be typed; those that are off are left out. */
  Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("model", network.model);
    map.put("data", data);
    if (data.startsWith(TextSets.FILE)) {
      putUnlessEmpty(map, "format", table.format);
      map.put("text-column", table.text);
      map.put("label-column", table.label);
      putUnlessEmpty(map, "test-file", table.test);
    }
    if (limit < Integer.MAX_VALUE) {
      map.put("limit", Integer.toString(limit));
    }
    map.put("validation", Double.toString(validation));
    putUnlessEmpty(map, "tokenizer", words.tokenizer);
    map.put("kind", words.kind.name().toLowerCase(Locale.ROOT));
    map.put("vocab-size", Integer.toString(words.vocabulary));
    map.put("min-frequency", Integer.toString(words.leastTimes));
    putIf(map, "keep-case", !words.lowerCase);
    map.put("max-length", Integer.toString(words.longest));
    putUnlessEmpty(map, "vectors", words.vectors);
    putIf(map, "freeze-vectors", words.frozen);
    map.put("width", Integer.toString(network.width));
    map.put("units", Integer.toString(network.units));
    map.put("layers", Integer.toString(network.layers));
    map.put("summary", network.summary.name().toLowerCase(Locale.ROOT));
    map.put("dropout", Double.toString(network.dropout));
    map.put("word-dropout", Double.toString(network.wordDropout));
    map.put("epochs", Integer.toString(fit.epochs));
    map.put("batch-size", Integer.toString(fit.batchSize));
    map.put("lr", Double.toString(fit.lr));
    map.put("weight-decay", Double.toString(fit.weightDecay));
    map.put("label-smoothing", Double.toString(fit.smoothing));
    map.put("class-weights", fit.balanced ? "balanced" : "none");
    map.put("patience", Integer.toString(fit.patience));
    map.put("buckets", Integer.toString(fit.buckets));
    map.put("seed", Integer.toString(seed));
    map.put("precision", precision.toString());
    return map;
  }

  private static void putUnlessEmpty(Map<String, String> map, String name, String value) {
    if (!value.isEmpty()) {
      map.put(name, value);
    }
  }

  private static void putIf(Map<String, String> map, String name, boolean on) {
    if (on) {
      map.put(name, "true");
    }
  }

  private static List<String> names(Enum<?>[] values) {
    List<String> names = new ArrayList<>();
    for (Enum<?> value : values) {
      names.add(value.name().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  /** Whether a flag is typed, or was in the run that is gone on with. */
  private static boolean flag(Arguments a, String name) {
    return a.flag(name) || a.text(name).isPresent();
  }

  /** How the texts are read. */
  TextSets.Options reading() {
    return Reading.of(table, table.test, data, seed);
  }
}
