package org.vivarium.apps.nlp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.text.TokenizerConfig.Kind;
import org.vivarium.text.TrainedTokenizer;

/**
 * How the texts of a run become tokens: by a {@code tokenizer.json} that is given, or by a
 * tokenizer that is fitted on the training texts alone.
 *
 * @param file "" to fit one
 * @param kind of one that is fitted
 * @param vocabulary most tokens of one that is fitted
 */
public record Tokenization(String file, Kind kind, int vocabulary) {
  /** The file in a run folder that keeps it. */
  public static final String FILE = "tokenizer.json";

  private static final List<String> KINDS =
      Arrays.stream(Kind.values()).map(Tokenization::name).toList();
  private static final int MOST = 1 << 20;

  /** The options that it is read from. */
  public static List<Option> options(Kind kind, Object vocabulary) {
    return List.of(
        Flags.option("tokenizer", "FILE", "a tokenizer.json to use", "one is fitted"),
        Flags.option("kind", "NAME", "of the tokenizer: " + String.join(", ", KINDS), name(kind)),
        Flags.option("vocab-size", "N", "the most tokens of the tokenizer", vocabulary));
  }

  public static Tokenization parse(Arguments a, Kind kind, int vocabulary) {
    return new Tokenization(
        a.text("tokenizer").orElse(""),
        Kind.valueOf(a.choice("kind", name(kind), KINDS).toUpperCase(Locale.ROOT)),
        a.integer("vocab-size", vocabulary, 8, MOST));
  }

  /** Adds its options by name, as they could be typed. */
  public void put(Map<String, String> options) {
    if (file.isEmpty()) {
      options.put("kind", name(kind));
      options.put("vocab-size", Integer.toString(vocabulary));
    } else {
      options.put("tokenizer", file);
    }
  }

  /** The bytes of the file that is given, or of one that is fitted on these texts. */
  public byte[] json(Iterable<String> training) throws IOException {
    if (file.isEmpty()) {
      return TrainedTokenizer.train(config(), training).json().getBytes(StandardCharsets.UTF_8);
    }
    if (!Files.isRegularFile(Path.of(file))) {
      throw new IllegalArgumentException("there is no tokenizer '" + file + "'");
    }
    return Files.readAllBytes(Path.of(file));
  }

  /** Characters are taken as they are, and all of them. */
  private TokenizerConfig config() {
    return kind == Kind.CHARACTER
        ? TokenizerConfig.of(kind, MOST).form(TokenizerConfig.Form.NONE)
        : TokenizerConfig.of(kind, vocabulary);
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
