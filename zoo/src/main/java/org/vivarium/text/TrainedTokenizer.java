package org.vivarium.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vivarium.report.RunFolder;

/**
 * A tokenizer that was trained here or read from a {@code tokenizer.json} of Hugging Face. Its
 * {@link #encode} is plain Java and gives the same ids as the Hugging Face library does with the
 * same file; at use time {@link Encoder} has the library itself do it, which is faster.
 */
public final class TrainedTokenizer {
  private final TokenizerParts parts;

  TrainedTokenizer(TokenizerParts parts) {
    this.parts = parts;
  }

  /**
   * Learns the tokens from texts, which must hold training data only.
   *
   * @throws IllegalArgumentException where there is no text, or where the vocabulary is too small
   *     for what the kind cannot do without
   */
  public static TrainedTokenizer train(TokenizerConfig config, Iterable<String> texts) {
    return new TrainedTokenizer(Training.of(config, texts));
  }

  /**
   * Reads a {@code tokenizer.json} of Hugging Face.
   *
   * @throws IllegalArgumentException naming the file, where it is cut short or of a type that is
   *     not known here
   */
  public static TrainedTokenizer read(Path file) throws IOException {
    String text = TextFiles.read(file);
    try {
      return new TrainedTokenizer(TokenizerParts.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * BERT's tokenizer over a {@code vocab.txt}, a token on each line.
   *
   * @param lowerCase whether the vocabulary is one of small letters without accents
   */
  public static TrainedTokenizer readBert(Path file, boolean lowerCase) throws IOException {
    List<String> tokens = TextFiles.lines(file);
    try {
      return new TrainedTokenizer(TokenizerParts.bert(Vocabulary.of(tokens), lowerCase));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /** The same that pads batches, here and in what is written. */
  public TrainedTokenizer padding(Padding padding) {
    return new TrainedTokenizer(parts.padding(padding));
  }

  /** The same that cuts texts, here and in what is written. */
  public TrainedTokenizer truncation(Truncation truncation) {
    return new TrainedTokenizer(parts.truncation(truncation));
  }

  /** Writes a {@code tokenizer.json} that the Hugging Face library reads. */
  public void write(Path file) throws IOException {
    RunFolder.replace(file, json().getBytes(StandardCharsets.UTF_8));
  }

  /** What {@link #write} writes. */
  public String json() {
    return parts.json();
  }

  /** The ids of the tokens of a text; no special token is put around them. */
  public int[] encode(String text) {
    return parts.encode(text);
  }

  /**
   * Texts as a network is fed them, with special tokens, truncation, padding and masks as the
   * tokenizer has them.
   */
  public List<Encoding> encodeBatch(List<String> texts) {
    return parts.encodeBatch(texts);
  }

  /** The text of tokens, special ones included; what is no id is left out. */
  public String decode(int[] ids) {
    return decode(ids, false);
  }

  /** The text of tokens, with or without the special ones among them. */
  public String decode(int[] ids, boolean skipSpecials) {
    List<String> tokens = new ArrayList<>();
    for (int id : ids) {
      AddedToken added = parts.added().token(id);
      String token = parts.token(id);
      if (token != null && !(skipSpecials && added != null && added.special())) {
        tokens.add(token);
      }
    }
    return String.join("", parts.decoder().apply(tokens));
  }

  /** How many ids there are: one more than the largest. */
  public int size() {
    return parts.size();
  }

  /**
   * The id of a token.
   *
   * @throws IllegalArgumentException where there is none of this name
   */
  public int id(String token) {
    return parts
        .id(token)
        .orElseThrow(() -> new IllegalArgumentException("'" + token + "' is no token"));
  }

  /** The token of an id, as it stands in the file; empty where there is none. */
  public Optional<String> token(int id) {
    return Optional.ofNullable(parts.token(id));
  }

  TokenizerParts parts() {
    return parts;
  }
}
