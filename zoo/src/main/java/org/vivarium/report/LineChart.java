package org.vivarium.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Curves over one axis, such as losses over epochs. Numbers that are not finite (or not positive on
 * a logarithmic axis) leave a gap.
 */
public record LineChart(
    String title,
    String xLabel,
    String yLabel,
    List<Series> series,
    List<Band> bands,
    List<Mark> marks,
    boolean log)
    implements Chart {

  /** A named curve. */
  public record Series(String name, List<Point> points) {
    public Series {
      points = List.copyOf(points);
    }
  }

  public record Point(double x, double y) {}

  /**
   * A soft band about the curve of its name, such as where nine in ten values should lie.
   *
   * @param low its lower edge
   * @param high its upper edge, over the same places
   */
  public record Band(String name, List<Point> low, List<Point> high) {
    public Band {
      low = List.copyOf(low);
      high = List.copyOf(high);
    }
  }

  /** A vertical line with a word on it, such as the best epoch. */
  public record Mark(double x, String label) {}

  private static final double LEGEND_SIZE = 12;
  private static final double SAMPLE = 26;
  private static final double PLOT = 210;
  private static final int MOST_POINTS = 500;

  public LineChart {
    series = List.copyOf(series);
    bands = List.copyOf(bands);
    marks = List.copyOf(marks);
  }

  /** An empty chart with its axes named. */
  public static LineChart of(String title, String xLabel, String yLabel) {
    return new LineChart(title, xLabel, yLabel, List.of(), List.of(), List.of(), false);
  }

  public LineChart series(String name, double[] x, double[] y) {
    if (x.length != y.length) {
      throw new IllegalArgumentException(
          "'" + name + "' has " + x.length + " places for " + y.length + " values");
    }
    return series(name, points(x, y));
  }

  private static List<Point> points(double[] x, double[] y) {
    return IntStream.range(0, x.length).mapToObj(i -> new Point(x[i], y[i])).toList();
  }

  /** A band about a curve, in its colour; bands within each other grow darker. */
  public LineChart band(String name, double[] x, double[] low, double[] high) {
    List<Band> all = new ArrayList<>(bands);
    all.add(new Band(name, points(x, low), points(x, high)));
    return new LineChart(title, xLabel, yLabel, series, all, marks, log);
  }

  /** A curve over 1, 2, 3 … */
  public LineChart series(String name, double... y) {
    return series(name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
  }

  public LineChart series(String name, List<Point> points) {
    List<Series> all = new ArrayList<>(series);
    all.add(new Series(name, points));
    return new LineChart(title, xLabel, yLabel, all, bands, marks, log);
  }

  public LineChart mark(double x, String label) {
    List<Mark> all = new ArrayList<>(marks);
    all.add(new Mark(x, label));
    return new LineChart(title, xLabel, yLabel, series, bands, all, log);
  }

  /** The same over a logarithmic y axis: for what spans several powers of ten. */
  public LineChart logarithmic() {
    return new LineChart(title, xLabel, yLabel, series, bands, marks, true);
  }

  private boolean shown(Point p) {
    return Double.isFinite(p.x) && Double.isFinite(p.y) && (!log || p.y > 0);
  }

  @Override
  public String svg() {
    List<Point> all =
        Stream.concat(
                series.stream().flatMap(s -> s.points.stream()),
                bands.stream().flatMap(b -> Stream.concat(b.low.stream(), b.high.stream())))
            .filter(this::shown)
            .toList();
    if (all.isEmpty()) {
      return new Svg(Svg.WIDTH, 60, title, "There is nothing to draw.")
          .text(0, 45, "muted", "start", "No finite values to draw.")
          .end();
    }
    boolean whole = all.stream().allMatch(p -> p.x == Math.rint(p.x));
    double low = edge(all, Point::y, -1);
    double high = edge(all, Point::y, 1);
    Axis x = Axis.exact(edge(all, Point::x, -1), edge(all, Point::x, 1), 8, whole);
    Axis y = log ? Axis.log(low, high) : Axis.round(low, high, 5);

    double left =
        26 + y.ticks().stream().mapToDouble(t -> Svg.width(y.label(t), 12)).max().orElse(0);
    double right = Svg.WIDTH - 14;
    List<List<Series>> legend = legend(right - left);
    double top = Svg.TITLE + 18 * legend.size() + (marks.isEmpty() ? 6 : 22);
    double bottom = top + PLOT;
    Svg svg = new Svg(Svg.WIDTH, bottom + 42, title, description());

    for (double tick : y.ticks()) {
      double at = bottom - PLOT * y.at(tick);
      svg.line(left, at, right, at, "grid");
      svg.text(left - 7, at + 4, "axis", "end", y.label(tick));
    }
    for (double tick : x.ticks()) {
      double at = left + (right - left) * x.at(tick);
      svg.line(at, bottom, at, bottom + 4, "rule");
      svg.text(at, bottom + 18, "axis", "middle", x.label(tick));
    }
    svg.line(left, bottom, right, bottom, "rule");
    svg.text((left + right) / 2, bottom + 36, "muted", "middle", xLabel);
    svg.upward(12, (top + bottom) / 2, "muted", "middle", yLabel, PLOT, 12);

    for (Mark mark : marks) {
      double at = left + (right - left) * Math.max(0, Math.min(1, x.at(mark.x)));
      double half = Svg.width(mark.label, 12) / 2;
      svg.line(at, top - 4, at, bottom, "mark");
      double centre = Math.max(left + half, Math.min(right - half, at));
      svg.text(centre, top - 9, "note", "middle", mark.label);
    }
    for (Band band : bands) {
      area(svg, band, p -> left + (right - left) * x.at(p.x), p -> bottom - PLOT * y.at(p.y));
    }
    for (int i = 0; i < series.size(); i++) {
      curve(svg, i, p -> left + (right - left) * x.at(p.x), p -> bottom - PLOT * y.at(p.y));
    }
    drawLegend(svg, legend, left);
    return svg.end();
  }

  private void area(Svg svg, Band band, ToDoubleFunction<Point> x, ToDoubleFunction<Point> y) {
    List<Point> edge = new ArrayList<>(band.high);
    Collections.reverse(edge);
    edge.addAll(0, band.low);
    StringBuilder path = new StringBuilder();
    for (Point p : edge) {
      if (shown(p)) {
        path.append(path.length() == 0 ? 'M' : 'L').append(Svg.number(x.applyAsDouble(p)));
        path.append(' ').append(Svg.number(y.applyAsDouble(p)));
      }
    }
    if (path.length() > 0) {
      List<String> names = series.stream().map(Series::name).toList();
      svg.path(path.append('Z'), "band " + colour(Math.max(0, names.indexOf(band.name))));
    }
  }

  private void curve(Svg svg, int i, ToDoubleFunction<Point> x, ToDoubleFunction<Point> y) {
    List<Point> points = thinned(series.get(i).points);
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (Point p : points) {
      if (shown(p)) {
        path.append(pen ? 'L' : 'M').append(Svg.number(x.applyAsDouble(p)));
        path.append(' ').append(Svg.number(y.applyAsDouble(p)));
      }
      pen = shown(p);
    }
    svg.path(path, "line " + colour(i));
    if (points.size() <= 40) {
      for (Point p : points) {
        if (shown(p)) {
          String tip =
              series.get(i).name
                  + ": "
                  + Format.number(p.y)
                  + " at "
                  + xLabel
                  + " "
                  + Format.number(p.x);
          svg.circle(x.applyAsDouble(p), y.applyAsDouble(p), 3, "dot " + colour(i), tip);
        }
      }
    }
  }

  /** Of each bucket of a long curve its lowest and highest point, so that no spike is lost. */
  private List<Point> thinned(List<Point> points) {
    if (points.size() <= MOST_POINTS) {
      return points;
    }
    List<Point> kept = new ArrayList<>();
    int buckets = MOST_POINTS / 2;
    for (int b = 0; b < buckets; b++) {
      int from = (int) ((long) points.size() * b / buckets);
      int to = (int) ((long) points.size() * (b + 1) / buckets);
      int low = -1;
      int high = -1;
      for (int i = from; i < to; i++) {
        if (shown(points.get(i))) {
          low = low < 0 || points.get(i).y < points.get(low).y ? i : low;
          high = high < 0 || points.get(i).y > points.get(high).y ? i : high;
        }
      }
      if (low < 0) {
        kept.add(points.get(from));
      } else {
        kept.add(points.get(Math.min(low, high)));
        kept.add(points.get(Math.max(low, high)));
      }
    }
    return kept;
  }

  private List<List<Series>> legend(double width) {
    List<List<Series>> rows = new ArrayList<>();
    if (series.size() == 1) {
      return rows; // the axis names it
    }
    double used = Double.POSITIVE_INFINITY;
    for (Series s : series) {
      double needed = SAMPLE + 16 + Svg.width(s.name, LEGEND_SIZE);
      if (used + needed > width) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(s);
      used += needed;
    }
    return rows;
  }

  private void drawLegend(Svg svg, List<List<Series>> rows, double left) {
    double y = Svg.TITLE + 8;
    int i = 0;
    for (List<Series> row : rows) {
      double x = left;
      for (Series s : row) {
        svg.line(x, y, x + SAMPLE - 6, y, "line " + colour(i++));
        svg.text(x + SAMPLE, y + 4, "label", "start", s.name, Svg.WIDTH - left - SAMPLE, 12);
        x += SAMPLE + 16 + Svg.width(s.name, LEGEND_SIZE);
      }
      y += 18;
    }
  }

  private String description() {
    StringBuilder words = new StringBuilder(yLabel + " over " + xLabel + ".");
    for (Series s : series) {
      List<Point> points = s.points.stream().filter(this::shown).toList();
      if (!points.isEmpty()) {
        words.append(' ').append(s.name).append(" goes from ");
        words.append(Format.number(points.get(0).y)).append(" to ");
        words.append(Format.number(points.get(points.size() - 1).y)).append('.');
      }
    }
    return words.toString();
  }

  private static double edge(List<Point> points, ToDoubleFunction<Point> of, int sign) {
    return sign * points.stream().mapToDouble(p -> sign * of.applyAsDouble(p)).max().orElse(0);
  }

  private static String colour(int i) {
    return "c" + (i % 6 + 1);
  }
}
