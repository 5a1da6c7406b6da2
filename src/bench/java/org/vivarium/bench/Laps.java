package org.vivarium.bench;

import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * The times of one piece of work done over and over.
 *
 * @param ms milliseconds of each time
 * @param firstLoss of the first time, warm-up included; null where the work has no loss
 * @param lastLoss of the last time
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
record Laps(double[] ms, Double firstLoss, Double lastLoss) {
  /** Times without losses. */
  Laps(double[] ms) {
    this(ms, null, null);
  }

  /** Does the work {@code warmup} times, then {@code laps} times under the clock. */
  static Laps of(int laps, int warmup, Runnable work) {
    double[] ms = new double[laps];
    for (int i = -warmup; i < laps; i++) {
      long start = System.nanoTime();
      work.run();
      if (i >= 0) {
        ms[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    return new Laps(ms);
  }

  /** The same for work that gives a loss. */
  static Laps ofLoss(int laps, int warmup, DoubleSupplier work) {
    double[] losses = new double[warmup + laps];
    int[] done = {0};
    Laps timed = of(laps, warmup, () -> losses[done[0]++] = work.getAsDouble());
    return new Laps(timed.ms, losses[0], losses[losses.length - 1]);
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
