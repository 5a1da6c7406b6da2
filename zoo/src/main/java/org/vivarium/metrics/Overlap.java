package org.vivarium.metrics;

/**
 * How well the regions of a segmentation lie on the true ones, counted pixel by pixel over any
 * number of images.
 *
 * @param counts {@code [truth][said]} pixels of each pair of classes
 */
@SuppressWarnings("ArrayRecordComponent") // added to, never compared
public record Overlap(long[][] counts) {
  public Overlap(int classes) {
    this(new long[classes][classes]);
  }

  /** Counts the pixels of one more image. */
  public void add(int[] truth, int[] said) {
    if (truth.length != said.length) {
      throw new IllegalArgumentException(
          "a mask of %d pixels for an answer of %d".formatted(truth.length, said.length));
    }
    for (int i = 0; i < truth.length; i++) {
      counts[truth[i]][said[i]]++;
    }
  }

  /** The share of pixels that are called what they are. */
  public double accuracy() {
    long right = 0;
    long all = 0;
    for (int t = 0; t < counts.length; t++) {
      right += counts[t][t];
      for (long n : counts[t]) {
        all += n;
      }
    }
    return (double) right / all;
  }

  /** Twice what both regions have in common, to the sum of their sizes (Dice 1945). */
  public double dice(int c) {
    return 2.0 * counts[c][c] / (truth(c) + said(c));
  }

  /** What both regions have in common, to their union (Jaccard 1901). */
  public double iou(int c) {
    return (double) counts[c][c] / (truth(c) + said(c) - counts[c][c]);
  }

  /** Pixels of the class. */
  public long truth(int c) {
    long sum = 0;
    for (long n : counts[c]) {
      sum += n;
    }
    return sum;
  }

  /** Pixels that are called so. */
  public long said(int c) {
    long sum = 0;
    for (long[] row : counts) {
      sum += row[c];
    }
    return sum;
  }
}
