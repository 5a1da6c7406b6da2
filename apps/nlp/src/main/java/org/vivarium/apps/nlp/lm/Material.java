package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import org.vivarium.text.Encoder;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.text.TrainedTokenizer;

/**
 * A corpus cut into tokens, and what cut it.
 *
 * @param tokenizer the file's bytes
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Material(Corpus corpus, byte[] tokenizer, Encoder encoder, int[] training, int[] validation)
    implements AutoCloseable {
  static final String CHARACTERS = "characters";
  static final List<String> KINDS = List.of(CHARACTERS, "words", "bpe", "wordpiece", "unigram");

  private static final int MOST_CHARACTERS = 1 << 20; // more than Unicode has in use
  private static final List<String> UNKNOWN = List.of("<unk>", "[UNK]");

  /**
   * Cuts a corpus.
   *
   * @param tokenizer a kind that is trained on the training part, or the file of a tokenizer
   * @param before the tokenizer of a run that goes on
   */
  static Material of(Corpus corpus, String tokenizer, int vocabulary, Optional<Path> before)
      throws IOException {
    if (before.isPresent()) {
      return of(corpus, before.get());
    }
    if (!KINDS.contains(tokenizer)) {
      Path file = Path.of(tokenizer);
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "--tokenizer is '%s'; it must be one of %s or a tokenizer.json that is there"
                .formatted(tokenizer, KINDS));
      }
      return of(corpus, file);
    }
    Path file = Files.createTempFile("tokenizer", ".json");
    try {
      TrainedTokenizer.train(config(tokenizer, vocabulary), Corpus.pieces(corpus.training()))
          .write(file);
      return of(corpus, file);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private static TokenizerConfig config(String kind, int vocabulary) {
    return switch (kind) {
      case "words" -> TokenizerConfig.of(TokenizerConfig.Kind.WORD, vocabulary);
      case "bpe" -> TokenizerConfig.of(TokenizerConfig.Kind.BPE, vocabulary);
      case "wordpiece" -> TokenizerConfig.of(TokenizerConfig.Kind.WORDPIECE, vocabulary);
      case "unigram" -> TokenizerConfig.of(TokenizerConfig.Kind.UNIGRAM, vocabulary);
      default ->
          TokenizerConfig.of(TokenizerConfig.Kind.CHARACTER, MOST_CHARACTERS)
              .form(TokenizerConfig.Form.NONE);
    };
  }

  private static Material of(Corpus corpus, Path file) throws IOException {
    Encoder encoder = Encoder.open(file);
    try {
      return new Material(
          corpus,
          Files.readAllBytes(file),
          encoder,
          tokens(encoder, corpus.training()),
          tokens(encoder, corpus.validation()));
    } catch (RuntimeException | IOException e) {
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
