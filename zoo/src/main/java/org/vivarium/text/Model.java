package org.vivarium.text;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/** What makes tokens of a piece of text that is cut no further by rule. */
sealed interface Model permits Bpe, Unigram, WordLevel, WordPiece {
  /** Adds the ids of the tokens of a piece that is not empty. */
  void encode(String piece, Ids ids);

  Vocabulary vocabulary();

  JsonObject json();

  static Model read(JsonPart part) {
    String type = part.optionalText("type").orElseGet(() -> guess(part));
    return switch (type) {
      case "BPE" -> Bpe.read(part);
      case "WordLevel" -> WordLevel.read(part);
      case "WordPiece" -> WordPiece.read(part);
      case "Unigram" -> Unigram.read(part);
      default -> throw part.unknownType("BPE", "WordLevel", "WordPiece", "Unigram");
    };
  }

  /** Old files do not name the type. */
  private static String guess(JsonPart part) {
    if (part.has("merges")) {
      return "BPE";
    }
    if (part.has("continuing_subword_prefix")) {
      return "WordPiece";
    }
    return part.has("vocab") && part.json().get("vocab").isJsonArray() ? "Unigram" : "WordLevel";
  }

  static Vocabulary readVocabulary(JsonPart part) {
    JsonPart vocab = part.part("vocab");
    Map<String, Integer> ids = new LinkedHashMap<>();
    vocab.json().keySet().forEach(token -> ids.put(token, vocab.integer(token)));
    return Vocabulary.of(ids);
  }

  static IllegalArgumentException noUnknown(String piece, String unknown) {
    return new IllegalArgumentException(
        "'%s' is not in the vocabulary, and neither is the unknown token '%s'"
            .formatted(piece, unknown));
  }
}
