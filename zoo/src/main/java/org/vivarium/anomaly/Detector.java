package org.vivarium.anomaly;

/** A kind of detector with its settings: it learns from rows what is usual. */
@FunctionalInterface
public interface Detector {
  /**
   * Learns what is usual.
   *
   * @param rows {@code [n][columns]}, of finite numbers; not changed
   */
  Scorer fit(double[][] rows);
}
