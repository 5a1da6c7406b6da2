package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vivarium.text.Encoder;
import org.vivarium.text.Sequences;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.text.TrainedTokenizer;

/**
 * The tokens of both languages: texts to what a translator reads, and what it wrote to texts.
 *
 * @param begin what every target begins with
 * @param end what every text ends with
 */
record Pieces(Encoder encoder, int begin, int end) implements AutoCloseable {
  static final String FILE = "tokenizer.json";

  /** What is never written: padding, what is unknown, the beginning. */
  int[] unspeakable() {
    return new int[] {0, 1, begin};
  }

  /** Trains a tokenizer on both sides of the pairs, and gives its file. */
  static byte[] train(Config config, Pairs pairs) throws IOException {
    Path file = Files.createTempFile("tokenizer", ".json");
    try {
      TokenizerConfig wanted = TokenizerConfig.of(config.tokenizer(), config.vocabulary());
      List<String> texts =
          Stream.concat(pairs.sources().stream(), pairs.targets().stream()).toList();
      TrainedTokenizer.train(wanted, texts).write(file);
      return Files.readAllBytes(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Opens what {@link #train} gave. */
  static Pieces of(byte[] json) throws IOException {
    Path file = Files.createTempFile("tokenizer", ".json");
    try {
      Files.write(file, json);
      return open(file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** Opens a tokenizer.json, which must have tokens to begin and to end a text. */
  static Pieces open(Path file) throws IOException {
    Encoder encoder = Encoder.open(file);
    try {
      return new Pieces(
          encoder, id(encoder, file, "<s>", "[CLS]"), id(encoder, file, "</s>", "[SEP]"));
    } catch (IllegalArgumentException e) {
      encoder.close();
      throw e;
    }
  }

  private static int id(Encoder encoder, Path file, String... names) {
    return Arrays.stream(names)
        .flatMapToInt(name -> encoder.id(name).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' has no token %s".formatted(file, String.join(" or ", names))));
  }

  int size() {
    return encoder.size();
  }

  /** Texts to tokens, with the end behind them. */
  int[][] read(List<String> texts) {
    int[][] tokens = encoder.encode(texts);
    Arrays.setAll(tokens, i -> joined(tokens[i], end));
    return tokens;
  }

  /** Tokens back to text; the end is no part of it. */
  String text(int[] tokens) {
    int[] spoken = Arrays.stream(tokens).filter(t -> t != end && t != 0).toArray();
    return encoder.decode(spoken).strip();
  }

  /** Each token for itself, to be looked at. */
  List<String> each(int[] tokens) {
    List<String> each = new ArrayList<>();
    for (int token : tokens) {
      String text = token == end ? "⏎" : encoder.decode(new int[] {token});
      each.add(text.isBlank() ? "␣" : text);
    }
    return each;
  }

  /** Pairs as a translator is trained on them; those with a text of more tokens are left out. */
  Sequences sequences(Pairs pairs, int maxLength) {
    int[][] sources = read(pairs.sources());
    int[][] labels = read(pairs.targets());
    int[] kept =
        IntStream.range(0, pairs.size())
            .filter(i -> sources[i].length <= maxLength && labels[i].length <= maxLength)
            .toArray();
    int[][] source = new int[kept.length][];
    int[][] target = new int[kept.length][];
    int[][] label = new int[kept.length][];
    for (int i = 0; i < kept.length; i++) {
      source[i] = sources[kept[i]];
      label[i] = labels[kept[i]];
      target[i] = behind(label[i]);
    }
    return new Sequences(
        Map.of("source", source, "target", target, "labels", label),
        Map.of("mask", "source"),
        Map.of());
  }

  /** One step behind what it is to become. */
  private int[] behind(int[] label) {
    int[] target = new int[label.length];
    target[0] = begin;
    System.arraycopy(label, 0, target, 1, label.length - 1);
    return target;
  }

  private static int[] joined(int[] tokens, int last) {
    int[] joined = Arrays.copyOf(tokens, tokens.length + 1);
    joined[tokens.length] = last;
    return joined;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
