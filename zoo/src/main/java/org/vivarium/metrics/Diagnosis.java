package org.vivarium.metrics;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a series of training losses does, in words: what a teacher would say who looks at the curve.
 *
 * @param sentence what was seen, with its numbers
 * @param advice what it usually means and what to try
 */
public record Diagnosis(Kind kind, String sentence, String advice) {

  /** The shapes a loss curve takes. */
  public enum Kind {
    /** Falls to about zero: the examples are known by heart. */
    LEARNED,
    /** Still falling when it ended. */
    FALLING,
    /** Ends higher than it was. */
    RISING,
    /** NaN, infinite, or many times the first loss. */
    EXPLODING,
    /** Swings up and down. */
    OSCILLATING,
    /** Does not move any more, or never did. */
    PLATEAU,
    /** Too few losses to say. */
    TOO_SHORT
  }

  private static final int ENOUGH = 6;

  /** Whether the network does what it should: learn. */
  public boolean good() {
    return kind == Kind.LEARNED || kind == Kind.FALLING;
  }

  /** Reads the losses of successive steps (or epochs). */
  public static Diagnosis of(double[] losses) {
    return of(losses, 0);
  }

  /**
   * Reads the cross-entropies of successive steps (or epochs) of a classifier; {@code classes}
   * tells what mere guessing costs, and is 0 where the loss is another.
   */
  public static Diagnosis of(double[] losses, int classes) {
    for (int i = 0; i < losses.length; i++) {
      if (!Double.isFinite(losses[i])) {
        String what = Double.isNaN(losses[i]) ? "not a number (NaN)" : "infinite";
        return exploding("The loss is " + what + " at step " + (i + 1) + " of " + losses.length);
      }
    }
    if (losses.length < ENOUGH) {
      return new Diagnosis(
          Kind.TOO_SHORT,
          "There are only " + losses.length + " losses; their course cannot be told yet.",
          "Run at least " + ENOUGH + " steps, better a hundred.");
    }
    return read(new Course(losses), classes);
  }

  private static Diagnosis read(Course c, int classes) {
    String way = "from " + show(c.start) + " to " + show(c.end) + " in " + c.length + " steps";
    if (c.end > 10 * Math.max(c.start, 0.1)) {
      return exploding("The loss grew " + way);
    }
    if (c.peak > 100 * Math.max(c.first, 1)) { // even if it came down again, over dead units
      return exploding("The loss grew from " + show(c.first) + " to " + show(c.peak));
    }
    boolean small = classes < 2 || c.end < 0.1 * Math.log(classes);
    if ((c.end <= 0.02 * c.start && small) || c.end < 1e-6) {
      return new Diagnosis(
          Kind.LEARNED,
          "The loss fell " + way + ": the network knows these examples by heart.",
          "On one batch this is what should happen: forward pass, loss, gradients and optimizer work"
              + " together. Now train on all data and watch the validation loss.");
    }
    double rise = c.end - c.lowest;
    if (rise > 0.15 * c.start && rise > c.swing) {
      String fell =
          c.lowest < 0.9 * c.start
              ? "The loss fell to "
                  + show(c.lowest)
                  + " by step "
                  + c.lowestAt
                  + " and has risen to "
                  + show(c.end)
                  + " since."
              : "The loss rose " + way + ".";
      return new Diagnosis(
          Kind.RISING,
          fell,
          "Usually the learning rate is too high: divide it by 10. If it rises from the first step"
              + " at any rate, look for a flipped sign: a gradient that is added, a score that is"
              + " maximised where a loss should be minimised.");
    }
    if (c.swings >= 3 && c.swing > 0.1 * c.start && c.swing > 0.3 * c.end) {
      return new Diagnosis(
          Kind.OSCILLATING,
          "The loss swings by about "
              + show(c.swing)
              + " around "
              + show(c.end)
              + " and does not settle.",
          "Usually the learning rate is too high (divide it by 3 to 10) or the batch too small for"
              + " it. On one batch that never changes, look also for a wrongly shuffled or"
              + " augmented input: labels that part from their examples, NaN or huge pixel values.");
    }
    if (c.fall < Math.max(0.02 * c.start, 4 * c.doubt)) {
      return plateau(c, classes, way);
    }
    return new Diagnosis(
        Kind.FALLING,
        "The loss fell " + way + " and is still falling.",
        "The network learns, but is not done: give it more steps; or a learning rate 3 times as"
            + " high, if it falls slowly and smoothly.");
  }

  private static Diagnosis exploding(String start) {
    return new Diagnosis(
        Kind.EXPLODING,
        start + ": it explodes.",
        "Usually the learning rate is far too high: divide it by 10, warm it up, or clip the"
            + " gradient's norm to 1. Otherwise look for numbers that overflow: pixels not"
            + " normalised, NaN in the data, log or division of 0, softmax applied twice.");
  }

  private static Diagnosis plateau(Course c, int classes, String way) {
    double guess = Math.log(classes);
    boolean guessing = classes > 1 && Math.abs(c.end - guess) < 0.05 * guess;
    boolean moved = c.end < 0.9 * c.start;
    String where =
        moved
            ? "The loss fell " + way + ", then stayed there."
            : "The loss stays at about " + show(c.end) + " for all " + c.length + " steps.";
    if (guessing) {
      return new Diagnosis(
          Kind.PLATEAU,
          where + " That is ln(" + classes + ") = " + show(guess) + ", the price of mere guessing.",
          "The network learns nothing yet. Try a learning rate 10 times as high, then 10 times as"
              + " low; see that labels belong to their examples, that input is normalised and not"
              + " all alike, that gradients reach the first layer (dead ReLUs, bad first values) and"
              + " that no parameter is frozen by mistake.");
    }
    return new Diagnosis(
        Kind.PLATEAU,
        where,
        moved
            ? "What was easy is learned. Try a lower learning rate (or a schedule that lowers it), a"
                + " larger network, less weight decay or dropout. Label smoothing and weight decay"
                + " alone keep a loss from 0."
            : "The network does not learn. Try a learning rate 10 times as high, then 10 times as"
                + " low; see that gradients reach every layer and that no parameter is frozen by"
                + " mistake.");
  }

  private static String show(double x) {
    return String.format(
        Locale.ROOT, Math.abs(x) >= 1e5 || Math.abs(x) < 1e-3 ? "%.2g" : "%.4g", x);
  }

  /** The features of a curve that tell the shapes apart; all in units of the loss. */
  private static final class Course {
    final int length;
    final double first;
    final double peak;
    final double start;
    final double end;
    final double lowest;
    final int lowestAt;

    /** Height of the ups and downs about a straight line through the second half. */
    final double swing;

    /** How often the second half crosses that line. */
    final int swings;

    /** How far that line falls. */
    final double fall;

    /** The standard error of {@link #fall}: how far noise alone would tilt it. */
    final double doubt;

    Course(double[] losses) {
      length = losses.length;
      first = losses[0];
      peak = Arrays.stream(losses).max().orElse(first);
      int window = Math.max(1, Math.min(20, length / 10));
      start = Math.max(losses[0], median(losses, 0, Math.min(window, 5)));
      end = median(losses, length - Math.max(window, 3), length);
      double low = Double.POSITIVE_INFINITY;
      int at = 0;
      for (int i = 0; i + window <= length; i++) {
        double m = median(losses, i, i + window);
        if (m < low) {
          low = m;
          at = i + window;
        }
      }
      lowest = Math.min(low, end);
      lowestAt = at;

      int from = length / 2;
      int n = length - from;
      double meanX = (n - 1) / 2.0;
      double meanY = Arrays.stream(losses, from, length).average().orElse(0);
      double xy = 0;
      double xx = 0;
      for (int i = 0; i < n; i++) {
        xy += (i - meanX) * (losses[from + i] - meanY);
        xx += (i - meanX) * (i - meanX);
      }
      double slope = xy / xx;
      double[] rest = new double[n];
      int crossings = 0;
      for (int i = 0; i < n; i++) {
        rest[i] = losses[from + i] - meanY - slope * (i - meanX);
        crossings += i > 0 && rest[i] * rest[i - 1] < 0 ? 1 : 0;
      }
      Arrays.sort(rest);
      swing = rest[(int) Math.ceil(0.9 * (n - 1))] - rest[(int) (0.1 * (n - 1))];
      swings = crossings;
      fall = -slope * (n - 1);
      doubt = Math.sqrt(12 * Arrays.stream(rest).map(r -> r * r).sum()) / n;
    }

    private static double median(double[] x, int from, int to) {
      double[] part = Arrays.copyOfRange(x, from, to);
      Arrays.sort(part);
      return (part[(part.length - 1) / 2] + part[part.length / 2]) / 2;
    }
  }
}
