package org.vivarium.anomaly;

import java.util.List;

/** A detector that has been fitted. */
@FunctionalInterface
public interface Scorer {
  /**
   * How unusual each row is; the higher, the more so. A row's score does not depend on the others.
   *
   * @param rows {@code [n][columns]}, as many columns as it was fitted to
   */
  double[] score(double[][] rows);

  /**
   * The score above which rows count as anomalies.
   *
   * @param usual rows that it was not fitted to
   * @param contamination the share of them that may lie above it, in 0..0.5
   */
  default double threshold(double[][] usual, double contamination) {
    return Threshold.of(score(usual), contamination);
  }

  /** What a person should know about the fit, a sentence each; such as what had to be left out. */
  default List<String> notes() {
    return List.of();
  }
}
