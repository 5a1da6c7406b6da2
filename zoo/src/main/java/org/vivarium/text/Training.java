package org.vivarium.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a configuration and texts make: the parts of a tokenizer, its model trained. */
final class Training {
  private Training() {}

  static TokenizerParts of(TokenizerConfig config, Iterable<String> texts) {
    Normalizer normalizer = normalizer(config);
    PreTokenizer preTokenizer = preTokenizer(config);
    Map<String, Integer> pieces = pieces(texts, normalizer, preTokenizer);
    if (pieces.isEmpty()) {
      throw new IllegalArgumentException("there is no text to train a tokenizer on");
    }
    Model model =
        switch (config.kind()) {
          case CHARACTER -> characters(config, pieces);
          case WORD -> new WordLevel(ranked(config, pieces), config.unknown());
          default -> throw new IllegalArgumentException(config.kind() + " is not there yet");
        };
    return new TokenizerParts(
        new AddedTokens(specials(config), normalizer),
        normalizer,
        preTokenizer,
        config.kind() == TokenizerConfig.Kind.WORD ? new Decoder.Blanks() : new Decoder.Fuse(),
        model);
  }

  private static Normalizer normalizer(TokenizerConfig config) {
    List<Normalizer> steps = new ArrayList<>();
    if (config.lowerCase()) {
      steps.add(new Normalizer.Lowercase());
    }
    if (config.stripAccents()) {
      boolean compatible = config.form() == TokenizerConfig.Form.NFKC;
      steps.add(form(compatible ? "NFKD" : "NFD"));
      steps.add(new Normalizer.StripAccents());
      steps.add(form("NFC")); // syllables of Hangul were taken apart too
    } else if (config.form() != TokenizerConfig.Form.NONE) {
      steps.add(form(config.form().name()));
    }
    return new Normalizer.Chain(steps);
  }

  private static Normalizer form(String name) {
    return new Normalizer.Form(java.text.Normalizer.Form.valueOf(name));
  }

  private static PreTokenizer preTokenizer(TokenizerConfig config) {
    return config.kind() == TokenizerConfig.Kind.WORD
        ? new PreTokenizer.Whitespace()
        : PreTokenizer.NONE;
  }

  private static List<AddedToken> specials(TokenizerConfig config) {
    return IntStream.range(0, config.specials().size())
        .mapToObj(id -> AddedToken.special(id, config.specials().get(id)))
        .toList();
  }

  /** The pieces that the model will see, and how often. */
  private static Map<String, Integer> pieces(
      Iterable<String> texts, Normalizer normalizer, PreTokenizer preTokenizer) {
    Map<String, Integer> pieces = new HashMap<>();
    for (String text : texts) {
      preTokenizer.cut(
          normalizer.apply(Characters.wellFormed(text)),
          true,
          (piece, first) -> pieces.merge(piece, 1, Integer::sum));
    }
    return pieces;
  }

  private static Model characters(TokenizerConfig config, Map<String, Integer> pieces) {
    Map<String, Integer> characters = new HashMap<>();
    pieces.forEach(
        (piece, count) ->
            piece
                .codePoints()
                .forEach(c -> characters.merge(Character.toString(c), count, Integer::sum)));
    // merges of nothing: pieces stay the characters that they begin as
    return new Bpe(
        ranked(config, characters),
        List.of(),
        new Bpe.Options(Optional.of(config.unknown()), "", "", false, false, false));
  }

  /** The special tokens, then the most frequent others: of equal ones, the first by code point. */
  private static Vocabulary ranked(TokenizerConfig config, Map<String, Integer> counts) {
    List<String> tokens = new ArrayList<>(config.specials());
    int room = config.vocabulary() - tokens.size();
    if (room < 1) {
      throw new IllegalArgumentException(
          "a vocabulary of %d tokens has no room beside the %d special ones"
              .formatted(config.vocabulary(), tokens.size()));
    }
    counts.entrySet().stream()
        .filter(entry -> entry.getValue() >= config.minFrequency())
        .filter(entry -> !config.specials().contains(entry.getKey()))
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(room)
        .forEach(entry -> tokens.add(entry.getKey()));
    return Vocabulary.of(tokens);
  }
}
