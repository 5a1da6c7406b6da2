package org.vivarium.text;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The lengths that sequences are padded to, in rising order: a graph is written for each, so they
 * are few, and padding costs time, so they lie where the sequences are.
 */
public record Buckets(List<Integer> lengths) {
  public Buckets {
    lengths = List.copyOf(lengths);
    for (int i = 0; i < lengths.size(); i++) {
      if (lengths.get(i) <= (i == 0 ? 0 : lengths.get(i - 1))) {
        throw new IllegalArgumentException("lengths " + lengths + " do not rise from 1 on");
      }
    }
  }

  /** At most so many lengths that together pad these sequences with the fewest tokens. */
  public static Buckets of(int[] sequences, int most) {
    int longest = 1;
    for (int length : sequences) {
      longest = Math.max(longest, length);
    }
    long[] upTo = new long[longest + 1]; // how many sequences are at most so long
    for (int length : sequences) {
      upTo[Math.max(1, length)]++;
    }
    for (int n = 1; n <= longest; n++) {
      upTo[n] += upTo[n - 1];
    }
    // cost[k][n]: tokens, padding included, of all sequences up to length n in k buckets
    long[][] cost = new long[most + 1][longest + 1];
    int[][] before = new int[most + 1][longest + 1];
    for (int n = 1; n <= longest; n++) {
      cost[0][n] = Long.MAX_VALUE / 2;
    }
    for (int k = 1; k <= most; k++) {
      for (int n = 1; n <= longest; n++) {
        cost[k][n] = cost[k - 1][n];
        before[k][n] = -1; // one bucket less does as well
        for (int m = 0; m < n; m++) {
          long here = cost[k - 1][m] + (upTo[n] - upTo[m]) * n;
          if (here < cost[k][n]) {
            cost[k][n] = here;
            before[k][n] = m;
          }
        }
      }
    }
    List<Integer> lengths = new ArrayList<>();
    int n = longest;
    for (int k = most; n > 0; k--) {
      if (before[k][n] >= 0) {
        lengths.add(n);
        n = before[k][n];
      }
    }
    Collections.reverse(lengths);
    return new Buckets(lengths);
  }

  /** The longest. */
  public int longest() {
    return lengths.get(lengths.size() - 1);
  }

  /** The place of the shortest length that a sequence fits into. */
  int place(int sequence) {
    for (int i = 0; i < lengths.size(); i++) {
      if (sequence <= lengths.get(i)) {
        return i;
      }
    }
    throw new IllegalArgumentException(
        "a sequence has %d tokens; the longest bucket holds %d".formatted(sequence, longest()));
  }
}
