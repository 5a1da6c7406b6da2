package org.vivarium.apps.nlp.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.vivarium.text.Encoder;

/**
 * How well a tokenizer fits texts.
 *
 * @param words what lies between spaces
 * @param characters code points
 * @param unknown tokens that say only that something is not in the vocabulary
 */
record Figures(long tokens, long words, long characters, long unknown) {

  static Figures of(Encoder encoder, String unknownToken, List<String> texts) {
    OptionalInt id = encoder.id(unknownToken);
    long tokens = 0;
    long unknown = 0;
    for (int[] ids : encoder.encode(texts)) {
      tokens += ids.length;
      unknown += Arrays.stream(ids).filter(one -> id.isPresent() && one == id.getAsInt()).count();
    }
    long words = 0;
    long characters = 0;
    for (String text : texts) {
      words += Arrays.stream(text.split("\\s+", -1)).filter(word -> !word.isEmpty()).count();
      characters += text.codePointCount(0, text.length());
    }
    return new Figures(tokens, words, characters, unknown);
  }

  /** The share of tokens that are known. */
  double coverage() {
    return tokens == 0 ? 1 : 1 - (double) unknown / tokens;
  }

  double fertility() {
    return (double) tokens / Math.max(1, words);
  }

  double charactersPerToken() {
    return (double) characters / Math.max(1, tokens);
  }
}
