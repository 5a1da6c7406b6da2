package org.vivarium.apps.nlp.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Beam search for one sentence: some texts beside each other grow by a token at a time, and of all
 * that they could become the likeliest stay. Of the finished ones wins the highest {@code log p /
 * ((5 + length) / 6)^penalty}, the length normalisation of Wu et al. 2016 (GNMT). One text beside
 * each other is greedy search.
 */
final class Beam {
  /**
   * A text with its log-probability.
   *
   * @param tokens without the one it begins with; a finished one has the end
   */
  @SuppressWarnings("ArrayRecordComponent") // not written to
  record Text(int[] tokens, double logProbability) {
    private Text with(int token, double more) {
      int[] longer = Arrays.copyOf(tokens, tokens.length + 1);
      longer[tokens.length] = token;
      return new Text(longer, logProbability + more);
    }
  }

  private record Candidate(int from, int token, double more, double logProbability) {}

  private final int width;
  private final double penalty;
  private final int longest;
  private final int begin;
  private final int end;
  private final List<Text> live = new ArrayList<>();
  private final List<Text> finished = new ArrayList<>();
  private int[] from;

  /**
   * A search that has not begun.
   *
   * @param longest how many tokens a text may have
   * @param begin the token that every text goes on from at first
   * @param end the token that finishes a text
   */
  Beam(int width, double penalty, int longest, int begin, int end) {
    this.width = width;
    this.penalty = penalty;
    this.longest = longest;
    this.begin = begin;
    this.end = end;
    this.from = new int[width];
    live.add(new Text(new int[0], 0));
  }

  /** The last token of each text; those beyond the live ones repeat the first. */
  int[] last() {
    int[] last = new int[width];
    Arrays.setAll(last, i -> live.isEmpty() ? end : last(live.get(i < live.size() ? i : 0)));
    return last;
  }

  private int last(Text text) {
    return text.tokens.length == 0 ? begin : text.tokens[text.tokens.length - 1];
  }

  /** Which text of the step before each text goes on from. */
  int[] from() {
    return from.clone();
  }

  /**
   * Takes what may follow each text, the likeliest first: at least one token more than there are
   * texts, so that enough go on when one of them ends each.
   *
   * @param tokens {@code [texts][candidates]}
   * @param logProbabilities of those
   */
  void grow(int[][] tokens, float[][] logProbabilities) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < live.size(); i++) {
      for (int c = 0; c < tokens[i].length; c++) {
        double more = logProbabilities[i][c];
        candidates.add(new Candidate(i, tokens[i][c], more, live.get(i).logProbability + more));
      }
    }
    candidates.sort(Comparator.comparingDouble(Candidate::logProbability).reversed()); // stable
    List<Text> next = new ArrayList<>();
    int[] origins = new int[width];
    for (int rank = 0; rank < candidates.size() && next.size() < width; rank++) {
      Candidate candidate = candidates.get(rank);
      Text text = live.get(candidate.from).with(candidate.token, candidate.more);
      if (candidate.token != end) {
        origins[next.size()] = candidate.from;
        next.add(text);
      } else if (rank < width) { // an end that is not among the likeliest is none
        finished.add(text);
      }
    }
    live.clear();
    live.addAll(next);
    from = origins;
    if (!live.isEmpty() && live.get(0).tokens.length >= longest) {
      finished.addAll(live); // cut short
    }
  }

  /** Whether nothing that goes on could still win. */
  boolean done() {
    if (finished.isEmpty()) {
      return false;
    }
    if (finished.size() >= width || live.isEmpty()) {
      return true;
    }
    double hope = live.get(0).logProbability / norm(longest);
    return score(best()) >= hope;
  }

  /** The best of the finished texts. */
  Text best() {
    return Collections.max(finished, Comparator.comparingDouble(this::score));
  }

  double score(Text text) {
    return text.logProbability / norm(text.tokens.length);
  }

  private double norm(int length) {
    return Math.pow((5.0 + length) / 6, penalty);
  }
}
