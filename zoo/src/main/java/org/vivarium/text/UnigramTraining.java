package org.vivarium.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Learns the pieces of a unigram model and their probabilities (Kudo 2018), as SentencePiece does:
 * from all frequent parts of words, expectation and maximisation take turns with dropping the
 * pieces whose loss the likelihood feels least, until as many are left as are wanted.
 */
final class UnigramTraining {
  private static final int LONGEST_PIECE = 16;
  private static final int LONGEST_WORD = 64; // longer ones are learned from in parts
  private static final int SEEDS = 1_000_000;
  private static final double KEPT = 0.75; // of the pieces, in one round
  private static final double LEAST_EXPECTED = 0.5;
  private static final double SPARE = 1.1; // more pieces than wanted until the last choice

  private final List<String> words = new ArrayList<>();
  private final Ids frequencies = new Ids();
  private final Map<String, Long> characters = new TreeMap<>();

  /** A piece and the logarithm of its probability. */
  record Piece(String text, double score) {}

  UnigramTraining(Map<String, Integer> pieces, int minFrequency) {
    new TreeMap<>(pieces).forEach(this::add);
    characters.values().removeIf(count -> count < minFrequency);
  }

  private void add(String word, int frequency) {
    int begin = 0;
    while (begin < word.length()) {
      int room = Math.min(LONGEST_WORD, word.codePointCount(begin, word.length()));
      int end = word.offsetByCodePoints(begin, room);
      words.add(word.substring(begin, end));
      frequencies.add(frequency);
      begin = end;
    }
    word.codePoints()
        .forEach(c -> characters.merge(Character.toString(c), (long) frequency, Long::sum));
  }

  /** How many characters there are, each of which becomes a piece. */
  int alphabet() {
    return characters.size();
  }

  /** At most {@code size} pieces, the likeliest first. */
  List<Piece> train(int size) {
    List<Piece> pieces = seeds();
    int wanted = (int) Math.ceil(size * SPARE);
    while (true) {
      pieces = maximised(pieces);
      pieces = maximised(pieces);
      if (pieces.size() <= wanted) {
        return chosen(pieces, size);
      }
      pieces = pruned(pieces, wanted);
    }
  }

  /** All characters, and of the parts of words that come up twice those that cover the most. */
  private List<Piece> seeds() {
    PieceTree tree = new PieceTree();
    for (int w = 0; w < words.size(); w++) {
      String word = words.get(w);
      for (int begin = 0; begin < word.length(); begin = word.offsetByCodePoints(begin, 1)) {
        int node = PieceTree.ROOT;
        int end = begin;
        for (int i = 0; i < LONGEST_PIECE && end < word.length(); i++) {
          int next = word.offsetByCodePoints(end, 1);
          for (int unit = end; unit < next; unit++) {
            node = tree.grow(node, word.charAt(unit));
          }
          end = next;
          tree.setValue(node, Math.max(0, tree.value(node)) + frequencies.get(w));
        }
      }
    }
    List<Piece> parts = new ArrayList<>();
    tree.forEach(
        2,
        (text, count) -> {
          int length = text.codePointCount(0, text.length());
          if (length > 1) {
            parts.add(new Piece(text, (double) count * length));
          }
        });
    parts.sort(byScore());
    List<Piece> seeds = new ArrayList<>();
    characters.forEach((text, count) -> seeds.add(new Piece(text, count)));
    seeds.addAll(parts.subList(0, Math.min(parts.size(), SEEDS)));
    double sum = seeds.stream().mapToDouble(Piece::score).sum();
    return seeds.stream().map(p -> new Piece(p.text(), Math.log(p.score() / sum))).toList();
  }

  private static Comparator<Piece> byScore() {
    return Comparator.comparingDouble((Piece piece) -> -piece.score()).thenComparing(Piece::text);
  }

  /** The pieces that are still expected, with scores after what is expected of them. */
  private List<Piece> maximised(List<Piece> pieces) {
    PieceLattice lattice = new PieceLattice(pieces);
    double[] expected = new double[pieces.size()];
    for (int w = 0; w < words.size(); w++) {
      lattice.expect(words.get(w), frequencies.get(w), expected);
    }
    double sum = Arrays.stream(expected).filter(e -> e >= LEAST_EXPECTED).sum();
    double norm = digamma(sum);
    return IntStream.range(0, expected.length)
        .filter(i -> expected[i] >= LEAST_EXPECTED)
        .mapToObj(i -> new Piece(pieces.get(i).text(), digamma(expected[i]) - norm))
        .toList();
  }

  private List<Piece> pruned(List<Piece> pieces, int wanted) {
    PieceLattice lattice = new PieceLattice(pieces);
    double[] used = new double[pieces.size()];
    for (int w = 0; w < words.size(); w++) {
      for (int id : lattice.best(words.get(w), true)) {
        used[id] += frequencies.get(w);
      }
    }
    double sum = Arrays.stream(used).sum();
    List<Piece> kept = new ArrayList<>();
    List<Piece> losses = new ArrayList<>(); // a piece's loss in the place of its score
    Map<String, Piece> byText = new HashMap<>();
    for (int i = 0; i < used.length; i++) {
      Piece piece = pieces.get(i);
      int[] instead = lattice.best(piece.text(), false);
      if (instead.length == 0) {
        kept.add(piece); // a character, or what cannot be put together otherwise
      } else if (used[i] > 0 && lattice.score(instead) <= piece.score()) {
        losses.add(new Piece(piece.text(), loss(i, instead, used, sum)));
        byText.put(piece.text(), piece);
      }
    }
    losses.sort(byScore());
    int room = Math.max(wanted, (int) (pieces.size() * KEPT)) - kept.size();
    losses.stream().limit(Math.max(0, room)).forEach(loss -> kept.add(byText.get(loss.text())));
    return kept;
  }

  /** How much less likely the texts are when a piece is replaced by others. */
  private static double loss(int piece, int[] instead, double[] used, double sum) {
    double now = Math.log(used[piece]) - Math.log(sum);
    double sumThen = sum + used[piece] * (instead.length - 1);
    double then = 0;
    for (int other : instead) {
      then += Math.log(used[other] + used[piece]) - Math.log(sumThen);
    }
    return used[piece] / sum * (now - then);
  }

  /** Every character, then the likeliest. */
  private List<Piece> chosen(List<Piece> pieces, int size) {
    double least = pieces.stream().mapToDouble(Piece::score).min().orElse(0);
    Set<String> missing = new HashSet<>(characters.keySet());
    List<Piece> chosen = new ArrayList<>();
    pieces.stream().filter(piece -> missing.remove(piece.text())).forEach(chosen::add);
    for (String text : characters.keySet()) {
      if (missing.contains(text)) {
        chosen.add(new Piece(text, least));
      }
    }
    pieces.stream()
        .filter(piece -> !characters.containsKey(piece.text()))
        .sorted(byScore())
        .limit(size - chosen.size())
        .forEach(chosen::add);
    chosen.sort(byScore());
    return chosen;
  }

  /** The derivative of the logarithm of the gamma function, by its asymptotic series. */
  static double digamma(double x) {
    double result = 0;
    while (x < 7) {
      result -= 1 / x;
      x++;
    }
    double y = 1 / ((x - 0.5) * (x - 0.5));
    return result
        + Math.log(x - 0.5)
        + y * (1.0 / 24 - y * (7.0 / 960 - y * (31.0 / 8064 - y * 127.0 / 30720)));
  }
}
