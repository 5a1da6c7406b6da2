package org.vivarium.data;

import java.util.Arrays;

/** What to do in an epoch about classes of unequal size. */
public enum Resampling {
  /** Every example once. */
  NONE,
  /** Every class as often as the largest: its examples repeated, the remainder drawn. */
  OVER,
  /** Every class as often as the smallest: another draw each epoch, so that all are seen. */
  UNDER;

  /** The numbers of the examples of this epoch, by class and not yet shuffled. */
  public int[] indices(int[] labels, int classes, long seed, int epoch) {
    int[] chosen = new int[size(labels, classes)];
    if (this == NONE) {
      Arrays.setAll(chosen, i -> i);
      return chosen;
    }
    Draws draws = new Draws(seed, "resampling", epoch);
    int share = share(labels, classes);
    int filled = 0;
    for (int[] members : Splits.byClass(labels, classes)) {
      draws.shuffle(members);
      for (int i = 0; i < share && members.length > 0; i++) {
        chosen[filled++] = members[i % members.length];
      }
    }
    return chosen;
  }

  /** How many examples an epoch has. */
  public int size(int[] labels, int classes) {
    return this == NONE
        ? labels.length
        : share(labels, classes) * (int) Arrays.stream(labels).distinct().count();
  }

  /** Examples of each class that is there at all. */
  private int share(int[] labels, int classes) {
    var sizes =
        Arrays.stream(Splits.byClass(labels, classes)).mapToInt(m -> m.length).filter(n -> n > 0);
    return (this == OVER ? sizes.max() : sizes.min()).orElse(0);
  }
}
