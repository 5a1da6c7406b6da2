package org.vivarium.report;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/**
 * How often values fall where.
 *
 * @param low where the first bin begins
 * @param high where the last bin ends
 * @param counts of the bins, which are equally wide
 */
public record Histogram(String title, String xLabel, double low, double high, List<Long> counts)
    implements Chart {
  private static final double PLOT = 190;

  public Histogram {
    counts = List.copyOf(counts);
    if (counts.isEmpty() || !(high > low)) {
      throw new IllegalArgumentException(
          "'" + title + "' has " + counts.size() + " bins from " + low + " to " + high);
    }
  }

  /** The values, sorted into {@code bins}; NaN and infinity are left out. */
  public static Histogram of(String title, String xLabel, int bins, double... values) {
    double low = finite(values).min().orElse(0);
    double high = finite(values).max().orElse(1);
    double end = high > low ? high : low + 1;
    long[] counts = new long[bins];
    finite(values).forEach(v -> counts[(int) Math.min(bins - 1, (v - low) / (end - low) * bins)]++);
    return new Histogram(title, xLabel, low, end, LongStream.of(counts).boxed().toList());
  }

  private static DoubleStream finite(double[] values) {
    return DoubleStream.of(values).filter(Double::isFinite);
  }

  @Override
  public String svg() {
    long total = counts.stream().mapToLong(n -> n).sum();
    long most = counts.stream().mapToLong(n -> n).max().orElse(0);
    Axis x = Axis.exact(low, high, 8, false);
    Axis y = Axis.round(0, Math.max(1.0, (double) most), 4);
    double left =
        10 + y.ticks().stream().mapToDouble(t -> Svg.width(y.label(t), 12)).max().orElse(0);
    double right = Svg.WIDTH - 20;
    double top = Svg.TITLE + 8;
    double bottom = top + PLOT;
    String words =
        total + " values from " + Format.number(low) + " to " + Format.number(high) + ".";
    Svg svg = new Svg(Svg.WIDTH, bottom + 42, title, words);
    for (double tick : y.ticks()) {
      double at = bottom - PLOT * y.at(tick);
      svg.line(left, at, right, at, "grid");
      svg.text(left - 7, at + 4, "axis", "end", y.label(tick));
    }
    double pitch = (right - left) / counts.size();
    double gap = pitch > 6 ? 1 : 0;
    for (int b = 0; b < counts.size(); b++) {
      if (counts.get(b) > 0) {
        double height = Math.max(1, PLOT * y.at((double) counts.get(b)));
        double from = low + (high - low) * b / counts.size();
        double to = low + (high - low) * (b + 1) / counts.size();
        String tip =
            Format.number(from) + " to " + Format.number(to) + ": " + Format.count(counts.get(b));
        svg.rect(
            left + pitch * b + gap / 2, bottom - height, pitch - gap, height, "fill c1", "", tip);
      }
    }
    svg.line(left, bottom, right, bottom, "rule");
    for (double tick : x.ticks()) {
      double at = left + (right - left) * x.at(tick);
      svg.line(at, bottom, at, bottom + 4, "rule");
      svg.text(at, bottom + 18, "axis", "middle", x.label(tick));
    }
    svg.text((left + right) / 2, bottom + 36, "muted", "middle", xLabel);
    return svg.end();
  }
}
