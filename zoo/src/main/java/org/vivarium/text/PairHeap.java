package org.vivarium.text;

import java.util.Arrays;

/** Pairs by count, the largest first; of equal counts the pair of the lowest ids. */
final class PairHeap {
  private long[] counts = new long[1024];
  private long[] pairs = new long[1024];
  private int[] indices = new int[1024];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  /** The count that the first pair came with. */
  long count() {
    return counts[0];
  }

  /** The index that the first pair came with. */
  int index() {
    return indices[0];
  }

  void add(long count, long pair, int index) {
    if (size == counts.length) {
      counts = Arrays.copyOf(counts, 2 * size);
      pairs = Arrays.copyOf(pairs, 2 * size);
      indices = Arrays.copyOf(indices, 2 * size);
    }
    int at = size++;
    while (at > 0 && before(count, pair, (at - 1) / 2)) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    set(at, count, pair, index);
  }

  void removeFirst() {
    size--;
    if (size > 0) {
      sink(counts[size], pairs[size], indices[size]);
    }
  }

  /** Gives the first pair another count, and with it another place. */
  void recount(long count) {
    sink(count, pairs[0], indices[0]);
  }

  private void sink(long count, long pair, int index) {
    int at = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && before(counts[child + 1], pairs[child + 1], child)) {
        child++;
      }
      if (!before(counts[child], pairs[child], count, pair)) {
        break;
      }
      move(child, at);
      at = child;
      child = 2 * at + 1;
    }
    set(at, count, pair, index);
  }

  private boolean before(long count, long pair, int other) {
    return before(count, pair, counts[other], pairs[other]);
  }

  private static boolean before(long count, long pair, long otherCount, long otherPair) {
    return count != otherCount ? count > otherCount : pair < otherPair;
  }

  private void move(int from, int to) {
    set(to, counts[from], pairs[from], indices[from]);
  }

  private void set(int at, long count, long pair, int index) {
    counts[at] = count;
    pairs[at] = pair;
    indices[at] = index;
  }
}
