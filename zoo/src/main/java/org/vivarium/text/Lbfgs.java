package org.vivarium.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Minimises a smooth convex function by a quasi-Newton method that remembers a few steps (Liu and
 * Nocedal, "On the limited memory BFGS method for large scale optimization", 1989), halving a step
 * until it lowers the function enough (Armijo 1966).
 */
final class Lbfgs {
  private static final int REMEMBERED = 10;
  private static final double ENOUGH = 1e-4;
  private static final int HALVINGS = 40;

  /** A function: fills in the gradient at a point and gives the value. */
  @FunctionalInterface
  interface Objective {
    double at(double[] point, double[] gradient);
  }

  /** A step, how the gradient changed with it, and one over their product. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Change(double[] step, double[] bend, double inverse) {}

  private Lbfgs() {}

  /** Ends when no number of the gradient is larger than {@code small}, or after so many steps. */
  static double[] minimise(Objective objective, double[] start, int steps, double small) {
    double[] point = start.clone();
    double[] gradient = new double[point.length];
    double value = objective.at(point, gradient);
    Deque<Change> changes = new ArrayDeque<>();
    for (int i = 0; i < steps && largest(gradient) > small; i++) {
      double[] direction = direction(gradient, changes);
      double slope = dot(direction, gradient);
      double size = changes.isEmpty() ? 1 / Math.max(1, Math.sqrt(dot(gradient, gradient))) : 1;
      double[] next = new double[point.length];
      double[] bent = new double[point.length];
      double lower = Double.NaN;
      int halvings = 0;
      for (; halvings < HALVINGS; halvings++, size /= 2) {
        for (int j = 0; j < next.length; j++) {
          next[j] = point[j] + size * direction[j];
        }
        lower = objective.at(next, bent);
        if (lower <= value + ENOUGH * size * slope) {
          break;
        }
      }
      if (halvings == HALVINGS) {
        return point; // as low as doubles can tell
      }
      remember(changes, difference(next, point), difference(bent, gradient));
      point = next;
      gradient = bent;
      value = lower;
    }
    return point;
  }

  private static void remember(Deque<Change> changes, double[] step, double[] bend) {
    double product = dot(step, bend);
    if (product > 1e-12 * dot(bend, bend)) {
      changes.addLast(new Change(step, bend, 1 / product));
      if (changes.size() > REMEMBERED) {
        changes.removeFirst();
      }
    }
  }

  /** The two loops: minus the gradient times what is known of the inverse of the Hessian. */
  private static double[] direction(double[] gradient, Deque<Change> changes) {
    double[] q = gradient.clone();
    List<Change> newestFirst = new ArrayList<>(changes);
    Collections.reverse(newestFirst);
    Deque<Double> shares = new ArrayDeque<>();
    for (Change change : newestFirst) {
      double share = change.inverse * dot(change.step, q);
      shares.addFirst(share);
      add(q, change.bend, -share);
    }
    double scale = -1;
    if (!changes.isEmpty()) {
      Change last = changes.getLast();
      scale = -1 / (last.inverse * dot(last.bend, last.bend));
    }
    for (int j = 0; j < q.length; j++) {
      q[j] *= scale;
    }
    for (Change change : changes) {
      double share = shares.removeFirst();
      add(q, change.step, -share - change.inverse * dot(change.bend, q));
    }
    return q;
  }

  private static void add(double[] to, double[] x, double times) {
    for (int j = 0; j < to.length; j++) {
      to[j] += times * x[j];
    }
  }

  private static double[] difference(double[] x, double[] y) {
    double[] z = new double[x.length];
    for (int j = 0; j < z.length; j++) {
      z[j] = x[j] - y[j];
    }
    return z;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int j = 0; j < x.length; j++) {
      sum += x[j] * y[j];
    }
    return sum;
  }

  private static double largest(double[] x) {
    double most = 0;
    for (double value : x) {
      most = Math.max(most, Math.abs(value));
    }
    return most;
  }
}
