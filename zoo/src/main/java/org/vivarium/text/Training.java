package org.vivarium.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.vivarium.text.TokenizerConfig.Kind;

/** What a configuration and texts make: the parts of a tokenizer, its model trained. */
final class Training {
  private static final String PREFIX = "##";
  private static final int LONGEST_WORD = 100; // characters, as in BERT
  private static final PreTokenizer.Metaspace BLANKS =
      new PreTokenizer.Metaspace("\u2581", "always", true);

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
          case BPE -> bytePairs(config, pieces);
          case WORDPIECE -> wordPieces(config, pieces);
          case UNIGRAM -> unigram(config, pieces);
        };
    AddedTokens added = new AddedTokens(specials(config), normalizer);
    return new TokenizerParts(
        added,
        normalizer,
        preTokenizer,
        PostProcessor.around(added, config.kind() == Kind.WORDPIECE),
        decoder(config.kind()),
        model,
        Optional.empty(),
        Optional.empty());
  }

  private static Decoder decoder(Kind kind) {
    return switch (kind) {
      case CHARACTER -> new Decoder.Fuse();
      case WORD -> new Decoder.Blanks();
      case BPE -> new Decoder.Bytes();
      case WORDPIECE -> new Decoder.WordPiece(PREFIX, true);
      case UNIGRAM -> new Decoder.Metaspace(BLANKS);
    };
  }

  private static Normalizer normalizer(TokenizerConfig config) {
    List<Normalizer> steps = new ArrayList<>();
    if (config.kind() == Kind.WORDPIECE) {
      steps.add(new Normalizer.Bert(true, true, Optional.of(false), false));
    }
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
    return switch (config.kind()) {
      case CHARACTER -> PreTokenizer.NONE;
      case WORD -> new PreTokenizer.Whitespace();
      case BPE -> new ByteLevel(false, true, true);
      case WORDPIECE -> new PreTokenizer.Bert();
      case UNIGRAM -> BLANKS;
    };
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
    PreTokenizer.Sink count = (piece, first) -> pieces.merge(piece, 1, Integer::sum);
    for (String text : texts) {
      String normal = normalizer.apply(Characters.wellFormed(text));
      if (preTokenizer instanceof ByteLevel byteLevel) {
        byteLevel.cutPlain(normal, true, count); // each distinct piece becomes bytes but once
      } else {
        preTokenizer.cut(normal, true, count);
      }
    }
    return pieces;
  }

  private static Model bytePairs(TokenizerConfig config, Map<String, Integer> pieces) {
    List<String> tokens = new ArrayList<>(config.specials());
    tokens.addAll(ByteLevel.alphabet());
    checkRoom(config, tokens.size(), "the 256 bytes");
    PairMerging merging = new PairMerging(tokens, "");
    int[] symbols = new int[256];
    for (int b = 0; b < symbols.length; b++) {
      symbols[b] = merging.symbol(ByteLevel.seen((byte) b));
    }
    pieces.forEach(
        (piece, count) -> {
          byte[] bytes = piece.getBytes(StandardCharsets.UTF_8);
          int[] word = new int[bytes.length];
          for (int i = 0; i < word.length; i++) {
            word[i] = symbols[bytes[i] & 0xFF];
          }
          merging.word(word, word.length, count);
        });
    merging.merge(config.vocabulary(), config.minFrequency());
    return new Bpe(Vocabulary.of(merging.tokens()), merging.merges(), Bpe.Options.BYTES);
  }

  private static Model wordPieces(TokenizerConfig config, Map<String, Integer> pieces) {
    TreeSet<String> alphabet = new TreeSet<>();
    characters(pieces).forEach((c, n) -> addIf(n >= config.minFrequency(), alphabet, c));
    List<String> tokens = new ArrayList<>(config.specials());
    alphabet.stream().filter(c -> !config.specials().contains(c)).forEach(tokens::add);
    TreeMap<String, Integer> words = new TreeMap<>(pieces);
    words.keySet().removeIf(word -> !symbols(word).stream().allMatch(c -> known(alphabet, c)));
    TreeSet<String> inner = new TreeSet<>();
    words.keySet().forEach(word -> inner.addAll(symbols(word).stream().skip(1).toList()));
    tokens.addAll(inner);
    checkRoom(config, tokens.size(), "characters (a larger least frequency leaves rare ones out)");
    PairMerging merging = new PairMerging(tokens, PREFIX);
    words.forEach(
        (word, count) -> {
          int[] symbols = symbols(word).stream().mapToInt(merging::symbol).toArray();
          merging.word(symbols, symbols.length, count);
        });
    merging.merge(config.vocabulary(), config.minFrequency());
    return new WordPiece(Vocabulary.of(merging.tokens()), config.unknown(), PREFIX, LONGEST_WORD);
  }

  private static void addIf(boolean wanted, Set<String> set, String text) {
    if (wanted) {
      set.add(text);
    }
  }

  private static boolean known(Set<String> alphabet, String symbol) {
    return alphabet.contains(symbol)
        || (symbol.startsWith(PREFIX) && alphabet.contains(symbol.substring(PREFIX.length())));
  }

  /** The characters of a word, those after the first with the prefix. */
  private static List<String> symbols(String word) {
    List<String> symbols = new ArrayList<>();
    word.codePoints()
        .forEach(c -> symbols.add((symbols.isEmpty() ? "" : PREFIX) + Character.toString(c)));
    return symbols;
  }

  private static Model unigram(TokenizerConfig config, Map<String, Integer> pieces) {
    UnigramTraining training = new UnigramTraining(pieces, config.minFrequency());
    int specials = config.specials().size();
    checkRoom(
        config,
        specials + training.alphabet(),
        "characters (a larger least frequency leaves rare ones out)");
    List<String> tokens = new ArrayList<>(config.specials());
    List<Double> scores = new ArrayList<>(Collections.nCopies(specials, 0.0));
    for (UnigramTraining.Piece piece : training.train(config.vocabulary() - specials)) {
      if (!config.specials().contains(piece.text())) {
        tokens.add(piece.text());
        scores.add(piece.score());
      }
    }
    return new Unigram(tokens, scores, 1, false);
  }

  private static void checkRoom(TokenizerConfig config, int needed, String what) {
    if (config.vocabulary() < needed) {
      throw new IllegalArgumentException(
          "a vocabulary of %d tokens is too small: %d are needed for the %d special ones and %s"
              .formatted(config.vocabulary(), needed, config.specials().size(), what));
    }
  }

  private static Model characters(TokenizerConfig config, Map<String, Integer> pieces) {
    // merges of nothing: pieces stay the characters that they begin as
    return new Bpe(
        ranked(config, characters(pieces)),
        List.of(),
        new Bpe.Options(Optional.of(config.unknown()), "", "", false, false, false));
  }

  private static Map<String, Integer> characters(Map<String, Integer> pieces) {
    Map<String, Integer> characters = new HashMap<>();
    pieces.forEach(
        (piece, count) ->
            piece
                .codePoints()
                .forEach(c -> characters.merge(Character.toString(c), count, Integer::sum)));
    return characters;
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
