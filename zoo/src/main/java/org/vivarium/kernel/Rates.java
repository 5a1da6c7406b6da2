package org.vivarium.kernel;

import ai.djl.training.tracker.Tracker;

/** Learning rate schedules: functions of the number of steps so far, as DJL's trackers are. */
public final class Rates {
  private Rates() {}

  public static Tracker constant(float rate) {
    return Tracker.fixed(rate);
  }

  /** Multiplies the rate by {@code factor} after every {@code steps} steps. */
  public static Tracker step(float rate, int steps, float factor) {
    check(steps);
    return done -> {
      int drops = done / steps;
      return rate * (float) Math.pow(factor, drops);
    };
  }

  /** Half a cosine from {@code rate} down to zero at {@code steps} (Loshchilov and Hutter 2016). */
  public static Tracker cosine(float rate, int steps) {
    check(steps);
    return Tracker.cosine().setBaseValue(rate).optFinalValue(0).setMaxUpdates(steps).build();
  }

  /** A straight line from zero over {@code steps} steps, then {@code main} from its start. */
  public static Tracker warmUp(int steps, Tracker main) {
    check(steps);
    return done ->
        done < steps ? main.getNewValue(0) * (done + 1) / steps : main.getNewValue(done - steps);
  }

  /**
   * One cycle (Smith and Topin 2017) as PyTorch's {@code OneCycleLR} has it: half a cosine up from
   * {@code peak / 25} over the first three tenths of the steps, then half a cosine down to a
   * 250,000th of the peak.
   */
  public static Tracker oneCycle(float peak, int steps) {
    check(steps);
    double first = peak / 25.0;
    double last = first / 1e4;
    double top = .3 * steps - 1;
    return done -> {
      int step = Math.min(done, steps - 1);
      double rate =
          step <= top
              ? cosine(first, peak, step / top)
              : cosine(peak, last, (step - top) / (steps - 1 - top));
      return (float) rate;
    };
  }

  /** From {@code start} at 0 to {@code end} at 1, along half a cosine. */
  private static double cosine(double start, double end, double share) {
    return end + (start - end) / 2 * (1 + Math.cos(Math.PI * share));
  }

  private static void check(int steps) {
    if (steps < 1) {
      throw new IllegalArgumentException("a schedule of " + steps + " steps must have at least 1");
    }
  }
}
