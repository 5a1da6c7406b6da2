package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.vivarium.apps.nlp.Tokenization;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Weights;
import org.vivarium.text.Encoder;
import org.vivarium.text.Sampling;
import org.vivarium.text.TextStream;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;
import org.vivarium.zoo.Continuation;

/** A language model that writes. */
final class Author implements AutoCloseable {
  private static final List<String> SPECIALS =
      List.of("<pad>", "<unk>", "<s>", "</s>", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  private final Network network;
  private final Encoder encoder;
  private final boolean owns; // the encoder
  private final Continuation continuation;
  private final List<Integer> silent = new ArrayList<>(); // special tokens, which are not written

  /** With first weights and somebody else's encoder. */
  Author(Network network, Encoder encoder) {
    this(network, encoder, false);
  }

  private Author(Network network, Encoder encoder, boolean owns) {
    if (encoder.size() > network.vocabulary()) {
      throw new IllegalArgumentException(
          "the tokenizer has %d tokens and the network knows %d: they do not belong together"
              .formatted(encoder.size(), network.vocabulary()));
    }
    this.network = network;
    this.encoder = encoder;
    this.owns = owns;
    for (String special : SPECIALS) {
      encoder.id(special).ifPresent(silent::add);
    }
    this.continuation = new Continuation(network.model(0));
  }

  /** The author that a run folder holds. */
  static Author ofRun(Path run) throws IOException {
    for (Path file : List.of(Checkpoint.best(run), run.resolve(Tokenization.FILE))) {
      if (!Files.exists(file)) {
        throw new IllegalArgumentException(
            "'%s' is no run of 'lm train': it has no '%s'".formatted(run, file.getFileName()));
      }
    }
    Weights weights = Safetensors.read(Checkpoint.best(run));
    Network network = Network.ofWeights(weights);
    Encoder encoder = Encoder.open(run.resolve(Tokenization.FILE));
    try {
      Author author = new Author(network, encoder, true);
      try {
        author.load(weights);
        return author;
      } catch (RuntimeException e) {
        author.continuation.close();
        throw e;
      }
    } catch (RuntimeException e) {
      encoder.close();
      throw e;
    }
  }

  void load(Weights weights) {
    continuation.load(weights);
  }

  int reach() {
    return network.model(0).reach();
  }

  /**
   * The tokens of a prompt.
   *
   * @throws IllegalArgumentException naming the characters that the model was not trained on
   */
  int[] read(String prompt) {
    Set<Integer> unknown = Material.unknown(encoder);
    int[] tokens = encoder.encode(prompt);
    for (int token : tokens) {
      if (unknown.contains(token)) {
        throw new IllegalArgumentException(
            "the model was not trained on %s of the prompt: leave them out"
                .formatted(strange(prompt, unknown)));
      }
    }
    if (tokens.length == 0) {
      throw new IllegalArgumentException("the prompt has no tokens to go on from");
    }
    return tokens;
  }

  /** The characters that no token stands for, or the words where all characters are known. */
  private String strange(String prompt, Set<Integer> unknown) {
    Set<String> characters = new LinkedHashSet<>();
    prompt.codePoints().mapToObj(Character::toString).forEach(characters::add);
    Set<String> words = new LinkedHashSet<>(List.of(prompt.split("\\s+", -1)));
    boolean letters = characters.stream().anyMatch(c -> !known(c, unknown));
    boolean parts = words.stream().anyMatch(w -> w.length() > 1 && known(w, unknown));
    Set<String> looked = letters && !parts ? characters : words;
    return looked.stream()
        .filter(part -> !known(part, unknown))
        .map(part -> "'" + part + "'")
        .reduce((one, other) -> one + ", " + other)
        .orElse("some words");
  }

  private boolean known(String text, Set<Integer> unknown) {
    for (int token : encoder.encode(text)) {
      if (unknown.contains(token)) {
        return false;
      }
    }
    return true;
  }

  /** Where a text begins that goes on from nothing. */
  int[] opening() {
    return new int[] {network.opening()};
  }

  /** Writes so many tokens behind others, and tells their text as it appears. */
  void write(int[] before, int length, Sampling sampling, Draws draws, Consumer<String> reader) {
    TextStream stream = new TextStream(encoder::decode);
    continuation.forget();
    float[] logits = continuation.read(before);
    for (int token : before) {
      stream.add(token); // told already: only what comes behind it is told
    }
    for (int i = 0; i < length; i++) {
      for (int special : silent) {
        logits[special] = Float.NEGATIVE_INFINITY;
      }
      int token = sampling.draw(logits, draws);
      reader.accept(stream.add(token));
      if (i + 1 < length) {
        logits = continuation.read(token);
      }
    }
    reader.accept(stream.end());
  }

  /** The same as one text. */
  String write(int[] before, int length, Sampling sampling, Draws draws) {
    StringBuilder text = new StringBuilder();
    write(before, length, sampling, draws, text::append);
    return text.toString();
  }

  @Override
  public void close() {
    continuation.close();
    if (owns) {
      encoder.close();
    }
  }
}
