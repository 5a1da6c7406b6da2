package org.vivarium.apps.timeseries.denoise;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What cleaning a second of sound costs.
 *
 * @param wall seconds that passed, other programs' share included: the real-time factor
 * @param core seconds that the one thread which did it was at work
 */
record Pace(double wall, double core) {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Runs for a while, and stops, and goes on. */
  static final class Watch {
    private long wall;
    private long core;
    private long wallFrom;
    private long coreFrom;

    void start() {
      wallFrom = System.nanoTime();
      coreFrom = THREADS.getCurrentThreadCpuTime();
    }

    void stop() {
      wall += System.nanoTime() - wallFrom;
      core += THREADS.getCurrentThreadCpuTime() - coreFrom;
    }

    /** What a second costs, where so many were cleaned. */
    Pace over(double seconds) {
      return new Pace(wall / 1e9 / seconds, core / 1e9 / seconds);
    }
  }

  /** Such as {@code real_time_factor 0.0421 core_time_factor 0.0170}. */
  @Override
  public String toString() {
    return "real_time_factor %.4f core_time_factor %.4f".formatted(wall, core);
  }
}
