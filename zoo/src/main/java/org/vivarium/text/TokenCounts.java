package org.vivarium.text;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How often tokens, and pairs of them, stand in a text: what a language model of one token or two
 * knows, and so a floor for any other.
 */
public final class TokenCounts {
  private static final double UNSEEN = .1; // added to the count of each token
  private static final double PRIOR = 2; // pairs that the shares of single tokens are worth

  private final long[] singles;
  private final Map<Long, Integer> pairs = new HashMap<>();
  private final int[] openings; // how often a token is the first of a pair
  private final long total;

  public TokenCounts(int[] text, int vocabulary) {
    singles = new long[vocabulary];
    openings = new int[vocabulary];
    total = text.length;
    for (int i = 0; i < text.length; i++) {
      singles[text[i]]++;
      if (i > 0) {
        openings[text[i - 1]]++;
        pairs.merge(pair(text[i - 1], text[i]), 1, Integer::sum);
      }
    }
  }

  private static long pair(int first, int second) {
    return ((long) first << Integer.SIZE) | second;
  }

  /** How often a token stands in the text. */
  public long count(int token) {
    return singles[token];
  }

  /** The tokens of the text, the most frequent first. */
  public List<Integer> byFrequency() {
    return IntStream.range(0, singles.length)
        .filter(token -> singles[token] > 0)
        .boxed()
        .sorted(Comparator.comparingLong((Integer token) -> -singles[token]))
        .toList();
  }

  /** Nats for each token of another text, where only the shares of tokens are known. */
  public double unigram(int[] other) {
    return -Arrays.stream(other).mapToDouble(t -> Math.log(share(t))).average().orElse(Double.NaN);
  }

  /**
   * Nats for each token of another text but its first, where the token before is known: shares of
   * pairs, mixed with those of single tokens the more the fewer pairs begin with that token (MacKay
   * and Peto 1995).
   */
  public double bigram(int[] other) {
    double sum = 0;
    for (int i = 1; i < other.length; i++) {
      int before = other[i - 1];
      double seen = pairs.getOrDefault(pair(before, other[i]), 0);
      sum -= Math.log((seen + PRIOR * share(other[i])) / (openings[before] + PRIOR));
    }
    return sum / (other.length - 1);
  }

  private double share(int token) {
    return (singles[token] + UNSEEN) / (total + UNSEEN * singles.length);
  }
}
