package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.vivarium.apps.nlp.Tokenization;
import org.vivarium.text.Encoder;

/**
 * A corpus cut into tokens, and what cut it.
 *
 * @param tokenizer the file's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Material(Corpus corpus, byte[] tokenizer, Encoder encoder, int[] training, int[] validation)
    implements AutoCloseable {
  private static final List<String> UNKNOWN = List.of("<unk>", "[UNK]");

  /**
   * Cuts a corpus.
   *
   * @param before the tokenizer of a run that goes on
   */
  static Material of(Corpus corpus, Tokenization how, Optional<Path> before) throws IOException {
    byte[] tokenizer =
        before.isPresent()
            ? Files.readAllBytes(before.get())
            : how.json(Corpus.pieces(corpus.training()));
    Encoder encoder = Encoder.of(new String(tokenizer, StandardCharsets.UTF_8));
    try {
      return new Material(
          corpus,
          tokenizer,
          encoder,
          tokens(encoder, corpus.training()),
          tokens(encoder, corpus.validation()));
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  private static int[] tokens(Encoder encoder, String text) {
    int[][] pieces = encoder.encode(Corpus.pieces(text));
    return Arrays.stream(pieces).flatMapToInt(Arrays::stream).toArray();
  }

  int vocabulary() {
    return encoder.size();
  }

  /** The end of a line where that is a token, or else the text's first token. */
  int opening() {
    int[] end = encoder.encode("\n");
    boolean known = end.length == 1 && unknown(encoder).stream().noneMatch(u -> u == end[0]);
    return known ? end[0] : training[0];
  }

  /** Nats for a character, of nats for a token of the validation text. */
  double perCharacter(double nats) {
    String text = corpus.validation();
    return nats * validation.length / Math.max(1, text.codePointCount(0, text.length()));
  }

  /** Whether each token is a character. */
  boolean ofCharacters() {
    String text = corpus.training();
    return training.length == text.codePointCount(0, text.length());
  }

  /** The tokens that stand for what a tokenizer does not know. */
  static Set<Integer> unknown(Encoder encoder) {
    Set<Integer> ids = new TreeSet<>();
    for (String name : UNKNOWN) {
      OptionalInt id = encoder.id(name);
      id.ifPresent(ids::add);
    }
    return ids;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
