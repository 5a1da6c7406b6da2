package org.vivarium.text;

import java.util.Arrays;
import java.util.List;

/** All ways to put words together from pieces that have probabilities. */
final class PieceLattice {
  // of each unit: keeps products of probabilities of long words away from zero, and falls out again
  private static final double SCALE = 20;

  private final PieceTree tree = new PieceTree();
  private final double[] scores;
  private final double[] scaled;

  PieceLattice(List<UnigramTraining.Piece> pieces) {
    scores = new double[pieces.size()];
    scaled = new double[pieces.size()];
    for (int id = 0; id < scores.length; id++) {
      String text = pieces.get(id).text();
      scores[id] = pieces.get(id).score();
      scaled[id] = Math.exp(scores[id]) * Math.pow(SCALE, text.length());
      tree.put(text, id);
    }
  }

  /**
   * Adds how often each piece is expected in a word that comes up {@code frequency} times: sums
   * over all ways from the front and from the back.
   */
  void expect(String word, int frequency, double[] expected) {
    int length = word.length();
    double[] front = new double[length + 1];
    double[] back = new double[length + 1];
    front[0] = 1;
    back[length] = 1;
    Edges forward = (begin, end, id) -> front[end] += front[begin] * scaled[id];
    for (int begin = 0; begin < length; begin++) {
      if (front[begin] > 0) {
        edges(word, begin, forward);
      }
    }
    double all = front[length];
    if (!(all > 0) || Double.isInfinite(all)) {
      return; // a word with a character that is no piece
    }
    Edges backward =
        (begin, end, id) -> {
          back[begin] += scaled[id] * back[end];
          expected[id] += frequency * front[begin] * scaled[id] * back[end] / all;
        };
    for (int begin = length - 1; begin >= 0; begin--) {
      edges(word, begin, backward);
    }
  }

  /**
   * The pieces of the likeliest way, none where there is no way.
   *
   * @param whole whether the word itself may be a piece
   */
  int[] best(String word, boolean whole) {
    int length = word.length();
    double[] best = new double[length + 1];
    int[] from = new int[length + 1];
    int[] piece = new int[length + 1];
    Arrays.fill(best, Double.NEGATIVE_INFINITY);
    best[0] = 0;
    Edges longer =
        (begin, end, id) -> {
          double score = best[begin] + scores[id];
          if (score > best[end] && (whole || end - begin < length)) {
            best[end] = score;
            from[end] = begin;
            piece[end] = id;
          }
        };
    for (int begin = 0; begin < length; begin++) {
      if (best[begin] > Double.NEGATIVE_INFINITY) {
        edges(word, begin, longer);
      }
    }
    Ids path = new Ids();
    if (best[length] > Double.NEGATIVE_INFINITY) {
      for (int end = length; end > 0; end = from[end]) {
        path.add(piece[end]);
      }
    }
    return path.toArray();
  }

  /** The log probability of some pieces. */
  double score(int[] pieces) {
    return Arrays.stream(pieces).mapToDouble(id -> scores[id]).sum();
  }

  private interface Edges {
    void accept(int begin, int end, int id);
  }

  private void edges(String word, int begin, Edges edges) {
    int node = PieceTree.ROOT;
    for (int end = begin; end < word.length(); ) {
      node = tree.child(node, word.charAt(end++));
      if (node < 0) {
        return;
      }
      if (tree.value(node) >= 0) {
        edges.accept(begin, end, tree.value(node));
      }
    }
  }
}
