package org.vivarium.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A scale with ticks at round numbers.
 *
 * @param low where the scale begins
 * @param high where it ends
 * @param step between ticks; not used when {@code log}
 * @param log whether equal ways are equal ratios
 */
record Axis(double low, double high, double step, boolean log) {
  private static final double LEAST = 1e-9; // of a number, that ticks can still be told apart in

  /** From {@code low} to {@code high} exactly, with about {@code count} ticks between. */
  static Axis exact(double low, double high, int count, boolean whole) {
    if (!(high - low > LEAST * Math.max(Math.abs(low), Math.abs(high)))) {
      double pad = whole || low == 0 ? 0.5 : Math.abs(low) / 10;
      return exact(low - pad, low + pad, count, whole);
    }
    double step = step((high - low) / count);
    return new Axis(low, high, whole ? Math.max(1, step) : step, false);
  }

  /** Widened so that it begins and ends at a tick. */
  static Axis round(double low, double high, int count) {
    Axis exact = exact(low, high, count, false);
    double step = exact.step;
    return new Axis(
        Math.floor(exact.low / step + 1e-9) * step,
        Math.ceil(exact.high / step - 1e-9) * step,
        step,
        false);
  }

  /** A logarithmic scale that begins and ends at 1, 2 or 5 times a power of ten. */
  static Axis log(double low, double high) {
    double from = Math.pow(10, Math.floor(Math.log10(low) + 1e-9));
    double to = Math.pow(10, Math.ceil(Math.log10(high) - 1e-9));
    if (to <= from) {
      to = 10 * from;
    }
    from *= 5 * from <= low ? 5 : 2 * from <= low ? 2 : 1;
    to /= to / 5 >= high ? 5 : to / 2 >= high ? 2 : 1;
    return new Axis(from, to, 0, true);
  }

  private static double step(double raw) {
    double power = Math.pow(10, Math.floor(Math.log10(raw)));
    double lead = raw / power;
    return power * (lead <= 1 ? 1 : lead <= 2 ? 2 : lead <= 5 ? 5 : 10);
  }

  /** Where a value lies between 0 (low) and 1 (high). */
  double at(double value) {
    return log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
  }

  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    if (log) {
      boolean fine = high / low <= 3e3;
      int decades = (int) Math.round(Math.log10(high / low));
      int every = Math.max(1, decades / 6);
      for (int p = (int) Math.floor(Math.log10(low) + 1e-9); Math.pow(10, p) <= high * 1.001; p++) {
        for (int lead : fine ? new int[] {1, 2, 5} : new int[] {1}) {
          double tick = lead * Math.pow(10, p);
          if (p % every == 0 && tick >= low * 0.999 && tick <= high * 1.001) {
            ticks.add(tick);
          }
        }
      }
      return ticks;
    }
    for (double k = Math.ceil(low / step - 1e-9); k * step <= high + 1e-9 * step; k++) {
      ticks.add(k * step + 0.0);
    }
    return ticks;
  }

  /** A tick in as many digits as tell it from its neighbours. */
  String label(double tick) {
    double largest = Math.max(Math.abs(low), Math.abs(high));
    if (log || largest >= 1e7 || largest < 1e-3) {
      return (tick >= 1e-3 && tick < 1e5) || tick == 0
          ? Format.number(tick)
          : String.format(Locale.ROOT, "%.1e", tick)
              .replace(".0e", "e")
              .replaceFirst("e([-+])0", "e$1")
              .replace("e+", "e");
    }
    if (largest >= 1e4) {
      return Format.brief(tick);
    }
    int decimals = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
    return String.format(Locale.ROOT, "%." + decimals + "f", tick);
  }
}
