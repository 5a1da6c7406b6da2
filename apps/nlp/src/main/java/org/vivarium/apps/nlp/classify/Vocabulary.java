package org.vivarium.apps.nlp.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.vivarium.report.RunFolder;
import org.vivarium.text.Encoder;
import org.vivarium.text.TextFiles;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.text.TrainedTokenizer;

/**
 * Texts as the tokens of one tokenizer, cut to a length.
 *
 * @param unknown the token that stands for what is none; 0 where the tokenizer has none
 */
record Vocabulary(Encoder encoder, int unknown, int longest) implements AutoCloseable {
  private static final List<String> UNKNOWN = List.of("<unk>", "[UNK]");

  /**
   * Texts as tokens.
   *
   * @param cut how many were longer than the network reads
   */
  @SuppressWarnings("ArrayRecordComponent") // large, and written by nobody
  record Encoded(int[][] tokens, int cut) {}

  /** Of a file. */
  static Vocabulary open(Path tokenizer, int longest) throws IOException {
    Encoder encoder = Encoder.open(tokenizer);
    int unknown =
        UNKNOWN.stream().flatMapToInt(token -> encoder.id(token).stream()).findFirst().orElse(0);
    return new Vocabulary(encoder, unknown, longest);
  }

  /** Fails unless the file that is asked for can be used. */
  static void check(Config.Words words) throws IOException {
    if (!words.tokenizer().isEmpty()) {
      open(present(words.tokenizer()), words.longest()).close();
    }
  }

  /** Puts the tokenizer of a run into its folder: one that is given, or one fitted on the texts. */
  static Vocabulary make(Config.Words words, List<String> training, RunFolder folder)
      throws IOException {
    Path file = folder.file("tokenizer.json");
    if (words.tokenizer().isEmpty()) {
      TokenizerConfig config =
          TokenizerConfig.of(words.kind(), words.vocabulary())
              .lowerCase(words.lowerCase())
              .minFrequency(words.leastTimes());
      TrainedTokenizer.train(config, training).write(file);
    } else {
      folder.text("tokenizer.json", TextFiles.read(present(words.tokenizer())));
    }
    return open(file, words.longest());
  }

  private static Path present(String name) {
    Path file = Path.of(name);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("there is no tokenizer '" + file + "'");
    }
    return file;
  }

  Encoded encode(List<String> texts) {
    int[][] tokens = encoder.encode(texts);
    int cut = 0;
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i].length > longest) {
        tokens[i] = Arrays.copyOf(tokens[i], longest);
        cut++;
      } else if (tokens[i].length == 0) {
        tokens[i] = new int[] {unknown}; // nothing but what the tokenizer drops
      }
    }
    return new Encoded(tokens, cut);
  }

  /** The tokens of a text as a person reads them, as many as {@link #encode} gives. */
  List<String> written(String text) {
    List<String> words =
        encoder.tokens(text).stream().map(t -> t.replaceFirst("^[Ġ▁]", "")).limit(longest).toList();
    return words.isEmpty() ? List.of("?") : words;
  }

  /** The share of tokens that the tokenizer does not know. */
  double unknownShare(int[][] texts) {
    long all = Stream.of(texts).mapToLong(t -> t.length).sum();
    long not = Stream.of(texts).flatMapToInt(Arrays::stream).filter(t -> t == unknown).count();
    return unknown == 0 ? 0 : (double) not / all;
  }

  @Override
  public void close() {
    encoder.close();
  }
}
