package org.vivarium.metrics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How well scores tell positives from negatives, at every threshold: what is scored as high as the
 * threshold or higher is called positive. Definitions are scikit-learn's.
 *
 * @param positives how many there are
 * @param negatives how many there are
 * @param steps what each threshold finds, the highest first; equal scores are one step
 */
public record Detection(int positives, int negatives, List<Step> steps) {
  public Detection {
    steps = List.copyOf(steps);
  }

  /** So many positives and negatives are scored as high as the threshold, or higher. */
  public record Step(double threshold, int found, int alarms) {}

  /** A point of a curve. */
  public record Point(double x, double y) {}

  /** What one threshold does. A quotient of nothing is 0. */
  public record At(double threshold, double precision, double recall, double f1, double alarms) {}

  /** From scores, of which the higher say positive; there must be some of either kind. */
  public static Detection of(boolean[] positive, double[] scores) {
    if (positive.length != scores.length) {
      throw new IllegalArgumentException(
          "there are " + positive.length + " answers for " + scores.length + " scores");
    }
    int positives = 0;
    for (int i = 0; i < scores.length; i++) {
      if (Double.isNaN(scores[i])) {
        throw new IllegalArgumentException("score " + (i + 1) + " is no number");
      }
      positives += positive[i] ? 1 : 0;
    }
    if (positives == 0 || positives == scores.length) {
      throw new IllegalArgumentException(
          "of %d examples %d are positive: detection is measured where there are some of either"
                  .formatted(scores.length, positives)
              + " kind");
    }
    int[] order =
        IntStream.range(0, scores.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -scores[i]))
            .mapToInt(i -> i)
            .toArray();
    List<Step> steps = new ArrayList<>();
    int found = 0;
    for (int i = 0; i < order.length; i++) {
      found += positive[order[i]] ? 1 : 0;
      if (i + 1 == order.length || scores[order[i + 1]] != scores[order[i]]) {
        steps.add(new Step(scores[order[i]], found, i + 1 - found));
      }
    }
    return new Detection(positives, scores.length - positives, steps);
  }

  /** The chance that a random positive scores above a random negative, a tie counting half. */
  public double auroc() {
    double area = 0;
    Step before = new Step(Double.POSITIVE_INFINITY, 0, 0);
    for (Step step : steps) {
      area += (step.alarms - before.alarms) * (step.found + before.found) / 2.0;
      before = step;
    }
    return area / positives / negatives;
  }

  /** The mean precision over the steps, weighted by the recall that each adds. */
  public double averagePrecision() {
    double sum = 0;
    int before = 0;
    for (Step step : steps) {
      sum += (double) (step.found - before) / positives * step.found / (step.found + step.alarms);
      before = step.found;
    }
    return sum;
  }

  /** The least share of negatives that raise an alarm where this share of positives is found. */
  public double alarmsAtRecall(double recall) {
    return steps.stream()
        .filter(s -> s.found >= recall * positives)
        .mapToDouble(s -> (double) s.alarms / negatives)
        .findFirst()
        .orElse(1);
  }

  /** With the calls above a threshold; a score equal to it is no call. */
  public At above(double threshold) {
    int found = 0;
    int alarms = 0;
    for (Step step : steps) {
      if (step.threshold > threshold) {
        found = step.found;
        alarms = step.alarms;
      }
    }
    int called = found + alarms;
    return new At(
        threshold,
        called == 0 ? 0 : (double) found / called,
        (double) found / positives,
        2.0 * found / (called + positives),
        (double) alarms / negatives);
  }

  /** The largest F1 that any threshold has: what labels would allow. */
  public double bestF1() {
    return steps.stream()
        .mapToDouble(s -> 2.0 * s.found / (s.found + s.alarms + positives))
        .max()
        .orElse(0);
  }

  /** The ROC curve from (0, 0) to (1, 1): the share of alarms, and of what is found. */
  public List<Point> roc() {
    List<Point> points = new ArrayList<>(List.of(new Point(0, 0)));
    steps.forEach(
        s -> points.add(new Point((double) s.alarms / negatives, (double) s.found / positives)));
    return points;
  }

  /** The precision-recall curve: recall, and precision, one point for each threshold. */
  public List<Point> precisionRecall() {
    return steps.stream()
        .map(s -> new Point((double) s.found / positives, (double) s.found / (s.found + s.alarms)))
        .toList();
  }
}
