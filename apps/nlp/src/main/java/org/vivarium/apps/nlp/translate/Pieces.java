package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

/**
 * The tokens of both languages: texts to what a translator reads, and what it wrote to texts.
 *
 * @param begin what every target begins with
 * @param end what every text ends with
 */
record Pieces(Encoder encoder, int begin, int end) implements AutoCloseable {
  /** What is never written: padding, what is unknown, the beginning. */
  int[] unspeakable() {
    return new int[] {0, 1, begin};
  }

  /** The tokenizer of a run, which is fitted, if it is, on both sides of the pairs. */
  static byte[] json(Config config, Pairs pairs) throws IOException {
    return config
        .tokenization()
        .json(Stream.concat(pairs.sources().stream(), pairs.targets().stream()).toList());
  }

  /** Opens a tokenizer.json, which must have tokens to begin and to end a text. */
  static Pieces open(Path file) throws IOException {
    return of(Files.readAllBytes(file));
  }

  /** Opens what a tokenizer.json says. */
  static Pieces of(byte[] json) throws IOException {
    Encoder encoder = Encoder.of(new String(json, StandardCharsets.UTF_8));
    try {
      return new Pieces(encoder, id(encoder, "<s>", "[CLS]"), id(encoder, "</s>", "[SEP]"));
    } catch (IllegalArgumentException e) {
      encoder.close();
      throw e;
    }
  }

  private static int id(Encoder encoder, String... names) {
    return Arrays.stream(names)
        .flatMapToInt(name -> encoder.id(name).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the tokenizer has no token " + String.join(" or ", names)));
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
