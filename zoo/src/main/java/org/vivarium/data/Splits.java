package org.vivarium.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Examples dealt into parts so that each part has the classes in the same proportions. */
public final class Splits {
  private Splits() {}

  /**
   * Two parts of a data set, as example numbers in rising order.
   *
   * @param kept the larger part, to train on
   * @param held the part held out
   */
  @SuppressWarnings("ArrayRecordComponent") // read once by who asked for the split
  public record Split(int[] kept, int[] held) {}

  /**
   * Holds out this fraction of every class. A class of at least two examples is in both parts; a
   * single example is kept.
   */
  public static Split stratified(int[] labels, int classes, double fraction, long seed) {
    if (!(fraction > 0 && fraction < 1)) {
      throw new IllegalArgumentException(
          "the fraction to hold out is " + fraction + "; it must lie between 0 and 1");
    }
    boolean[] held = new boolean[labels.length];
    Draws draws = new Draws(seed, "split");
    for (int[] members : byClass(labels, classes)) {
      draws.shuffle(members);
      int n = members.length;
      int part = n < 2 ? 0 : Math.max(1, Math.min(n - 1, (int) Math.round(n * fraction)));
      for (int i = 0; i < part; i++) {
        held[members[i]] = true;
      }
    }
    return split(held);
  }

  /** Stratified k-fold: every example is held out by exactly one of the k splits. */
  public static List<Split> folds(int[] labels, int classes, int k, long seed) {
    if (k < 2 || k > labels.length) {
      throw new IllegalArgumentException(
          "%d folds of %d examples: ask for at least 2, and at most one per example"
              .formatted(k, labels.length));
    }
    int[] fold = new int[labels.length];
    Draws draws = new Draws(seed, "folds");
    int next = 0; // dealing goes on where the last class stopped, so folds differ by one at most
    for (int[] members : byClass(labels, classes)) {
      draws.shuffle(members);
      for (int member : members) {
        fold[member] = next++ % k;
      }
    }
    List<Split> splits = new ArrayList<>();
    for (int f = 0; f < k; f++) {
      boolean[] held = new boolean[labels.length];
      for (int i = 0; i < held.length; i++) {
        held[i] = fold[i] == f;
      }
      splits.add(split(held));
    }
    return splits;
  }

  /** The numbers of the examples of each class, {@code [class][]}. */
  static int[][] byClass(int[] labels, int classes) {
    int[] counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    int[][] members = new int[classes][];
    Arrays.setAll(members, c -> new int[counts[c]]);
    int[] filled = new int[classes];
    for (int i = 0; i < labels.length; i++) {
      members[labels[i]][filled[labels[i]]++] = i;
    }
    return members;
  }

  private static Split split(boolean[] held) {
    int size = 0;
    for (boolean h : held) {
      size += h ? 1 : 0;
    }
    int[] kept = new int[held.length - size];
    int[] out = new int[size];
    int k = 0;
    int o = 0;
    for (int i = 0; i < held.length; i++) {
      if (held[i]) {
        out[o++] = i;
      } else {
        kept[k++] = i;
      }
    }
    return new Split(kept, out);
  }
}
