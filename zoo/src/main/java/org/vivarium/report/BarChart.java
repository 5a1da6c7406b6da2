package org.vivarium.report;

import java.util.List;
import java.util.stream.IntStream;

/** Named amounts as horizontal bars, so that long names have room; {@code share} is 0..1. */
public record BarChart(String title, List<String> names, List<Double> values, boolean share)
    implements Chart {
  private static final int MANY = 30;
  private static final double COLUMN = 340;
  private static final double GAP = 24;

  public BarChart {
    names = List.copyOf(names);
    values = List.copyOf(values);
    if (names.size() != values.size()) {
      throw new IllegalArgumentException(
          "'" + title + "' has " + names.size() + " names for " + values.size() + " values");
    }
  }

  /** Counts or other amounts, from 0 up. */
  public static BarChart of(String title, List<String> names, double... values) {
    return new BarChart(
        title, names, IntStream.range(0, values.length).mapToObj(i -> values[i]).toList(), false);
  }

  /** The same as shares of 1, on a scale from 0 to 100 %. */
  public BarChart shares() {
    return new BarChart(title, names, values, true);
  }

  @Override
  public boolean wide() {
    return names.size() > MANY;
  }

  @Override
  public String svg() {
    int columns = 1 + Math.min(2, (names.size() - 1) / MANY);
    int rows = (names.size() + columns - 1) / columns;
    double size = wide() ? 10 : 12;
    double pitch = wide() ? 14 : 24;
    double width = wide() ? COLUMN : Svg.WIDTH;
    String small = wide() ? " small" : "";
    double widest = names.stream().mapToDouble(n -> Svg.width(n, size)).max().orElse(0);
    double left = Math.min(width / 3, widest + 10);
    double most =
        share ? 1 : values.stream().mapToDouble(v -> v).filter(Double::isFinite).max().orElse(0);
    double room = values.stream().mapToDouble(v -> Svg.width(show(v), size)).max().orElse(0);
    double length = width - left - room - 12;
    double across = columns * (width + GAP) - GAP;
    Svg svg = new Svg(across, Svg.TITLE + pitch * rows + 8, title, description());
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      double value = values.get(i);
      int column = i / rows;
      double x = left + column * (width + GAP);
      double y = Svg.TITLE + pitch * (i % rows);
      double base = y + pitch / 2 + size * 0.36;
      double bar = value > 0 && most > 0 ? length * Math.min(1, value / most) : 0;
      double inset = pitch / 7;
      svg.text(x - 8, base, "label" + small, "end", name, left - 8, size);
      svg.rect(x, y + inset, length, pitch - 2 * inset, "track", "", "");
      String tip = name + ": " + show(value);
      svg.rect(x, y + inset, bar, pitch - 2 * inset, "fill c1", " rx=\"2\"", tip);
      svg.text(x + length + 6, base, "axis" + small, "start", show(value));
    }
    return svg.end();
  }

  private String show(double value) {
    if (share) {
      return Format.percent(value);
    }
    return value == Math.rint(value) ? Format.count((long) value) : Format.number(value);
  }

  private String description() {
    if (names.isEmpty()) {
      return "There is nothing to draw.";
    }
    int low = 0;
    int high = 0;
    for (int i = 1; i < names.size(); i++) {
      low = values.get(i) < values.get(low) ? i : low;
      high = values.get(i) > values.get(high) ? i : high;
    }
    return "%d bars, from %s (%s) to %s (%s)."
        .formatted(
            names.size(),
            names.get(low),
            show(values.get(low)),
            names.get(high),
            show(values.get(high)));
  }
}
