package org.vivarium.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Points of several groups over two axes, such as features of images by class. */
public record ScatterChart(String title, String xLabel, String yLabel, List<Group> groups)
    implements Chart {

  /** Points that belong together. */
  public record Group(String name, List<Point> points) {
    public Group {
      points = List.copyOf(points);
    }

    private double middle(ToDoubleFunction<Point> of) {
      return points.stream().mapToDouble(of).average().orElse(0);
    }
  }

  public record Point(double x, double y) {}

  private static final double PLOT = 380;
  private static final int COLOURS = 6;
  private static final List<String> MARKS = List.of("dot", "gap", "soft"); // colours come thrice
  private static final double ROW = 18;

  public ScatterChart {
    groups = List.copyOf(groups);
  }

  /** An empty chart with its axes named. */
  public static ScatterChart of(String title, String xLabel, String yLabel) {
    return new ScatterChart(title, xLabel, yLabel, List.of());
  }

  public ScatterChart group(String name, List<Point> points) {
    List<Group> all = new ArrayList<>(groups);
    all.add(new Group(name, points));
    return new ScatterChart(title, xLabel, yLabel, all);
  }

  @Override
  public String svg() {
    List<Point> all = groups.stream().flatMap(g -> g.points.stream()).toList();
    Axis x = axis(all, Point::x);
    Axis y = axis(all, Point::y);
    double left = 56;
    double right = Svg.WIDTH - 14;
    List<List<Integer>> legend = legend(right - left);
    double top = Svg.TITLE + ROW * legend.size();
    double bottom = top + PLOT;
    Svg svg = new Svg(Svg.WIDTH, bottom + 42, title, description());
    drawLegend(svg, legend, left);
    for (double tick : y.ticks()) {
      double at = bottom - PLOT * y.at(tick);
      svg.line(left, at, right, at, "grid");
      svg.text(left - 7, at + 4, "axis", "end", y.label(tick));
    }
    for (double tick : x.ticks()) {
      double at = left + (right - left) * x.at(tick);
      svg.line(at, top, at, bottom, "grid");
      svg.text(at, bottom + 18, "axis", "middle", x.label(tick));
    }
    svg.text((left + right) / 2, bottom + 36, "muted", "middle", xLabel);
    svg.upward(12, (top + bottom) / 2, "muted", "middle", yLabel, PLOT, 12);
    for (int i = 0; i < groups.size(); i++) {
      Group group = groups.get(i);
      for (Point p : group.points) {
        double across = left + (right - left) * x.at(p.x);
        svg.circle(across, bottom - PLOT * y.at(p.y), 2.4, style(i), group.name);
      }
    }
    return svg.end();
  }

  private static String style(int group) {
    return MARKS.get(group / COLOURS % MARKS.size()) + " c" + (group % COLOURS + 1);
  }

  /** The numbers of the groups, in rows that are no wider than this. */
  private List<List<Integer>> legend(double width) {
    List<List<Integer>> rows = new ArrayList<>();
    double used = Double.POSITIVE_INFINITY;
    for (int i = 0; i < groups.size(); i++) {
      if (used + entry(i) > width) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(i);
      used += entry(i);
    }
    return rows;
  }

  private double entry(int group) {
    return 30 + Svg.width(groups.get(group).name, 12);
  }

  private void drawLegend(Svg svg, List<List<Integer>> rows, double left) {
    double y = Svg.TITLE + 2;
    for (List<Integer> row : rows) {
      double x = left + 4;
      for (int i : row) {
        String name = groups.get(i).name;
        svg.circle(x, y, 4, style(i), name);
        svg.text(x + 10, y + 4, "label", "start", name, Svg.WIDTH - left - 20, 12);
        x += entry(i);
      }
      y += ROW;
    }
  }

  private static Axis axis(List<Point> points, ToDoubleFunction<Point> of) {
    double low = points.stream().mapToDouble(of).min().orElse(0);
    double high = points.stream().mapToDouble(of).max().orElse(1);
    return Axis.round(low, high, 5);
  }

  private String description() {
    return groups.stream()
        .map(
            g ->
                "%s lies about %s, %s"
                    .formatted(
                        g.name,
                        Format.number(g.middle(Point::x)),
                        Format.number(g.middle(Point::y))))
        .collect(Collectors.joining("; ", xLabel + " and " + yLabel + ": ", "."));
  }
}
