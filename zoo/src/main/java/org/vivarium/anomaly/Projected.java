package org.vivarium.anomaly;

import java.util.Map;
import java.util.TreeMap;

/**
 * A detector that sees the principal components of the rows instead of their columns, each with
 * variance 1: for one that looks at columns one by one, such as a forest over pixels.
 *
 * @param components how many at most, those of largest variance
 */
public record Projected(int components, Detector detector) implements Detector {
  @Override
  public Fitted fit(double[][] rows) {
    Mahalanobis.Fitted axes = new Mahalanobis(Shrinkage.none(), components).fit(rows);
    return new Fitted(axes, detector.fit(axes.whitened(rows)));
  }

  /** The directions, and the detector that is fitted to what lies along them. */
  public record Fitted(Mahalanobis.Fitted axes, Scorer inner) implements Scorer {
    @Override
    public double[] score(double[][] rows) {
      return inner.score(axes.whitened(rows));
    }

    /** What {@link #of} makes the directions again from. */
    public Map<String, double[][]> arrays() {
      return new TreeMap<>(axes.arrays());
    }

    public static Fitted of(Map<String, double[][]> arrays, Scorer inner) {
      return new Fitted(Mahalanobis.Fitted.of(arrays), inner);
    }
  }
}
