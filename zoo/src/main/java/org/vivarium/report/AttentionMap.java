package org.vivarium.report;

import java.util.List;

/**
 * What a network looked at while it wrote: a row for each token that was written, a column for each
 * that was read, and the darker a cell, the more of the column went into the row.
 *
 * @param weights {@code [written][read]}; each row sums to 1
 */
@SuppressWarnings("ArrayRecordComponent") // written by nobody, compared by nobody
public record AttentionMap(String title, List<String> written, List<String> read, float[][] weights)
    implements Chart {
  private static final double CELL = 20;
  private static final double SIZE = 12;
  private static final double LONGEST = 120;
  private static final int MANY = 12;

  public AttentionMap {
    written = List.copyOf(written);
    read = List.copyOf(read);
    int columns = read.size();
    for (float[] row : weights) {
      if (row.length != columns) {
        throw new IllegalArgumentException(
            "'%s' has a row of %d weights for %d tokens".formatted(title, row.length, columns));
      }
    }
    if (weights.length != written.size()) {
      throw new IllegalArgumentException(
          "'%s' has %d rows for %d tokens".formatted(title, weights.length, written.size()));
    }
  }

  @Override
  public boolean wide() {
    return read.size() > MANY;
  }

  @Override
  public String svg() {
    double beside = widest(written);
    double above = widest(read);
    double left = 26 + beside + 6;
    double top = Svg.TITLE + 20 + above + 6;
    double across = CELL * read.size();
    double down = CELL * written.size();
    double width = Math.max(left + across + 4, Math.max(340, Svg.width(title, 15)));
    Svg svg = new Svg(width, top + down + 8, title, description());
    svg.text(left + across / 2, Svg.TITLE + 8, "muted", "middle", "read");
    svg.upward(12, top + down / 2, "muted", "middle", "written", down, SIZE);
    double base = SIZE * .36;
    for (int c = 0; c < read.size(); c++) {
      double x = left + CELL * (c + .5) + base;
      svg.upward(x, top - 6, "label", "start", read.get(c), above + 1, SIZE);
    }
    svg.rect(left, top, across, down, "track", "", "");
    for (int r = 0; r < written.size(); r++) {
      double y = top + CELL * r;
      svg.text(left - 6, y + CELL / 2 + base, "label", "end", written.get(r), beside + 1, SIZE);
      for (int c = 0; c < read.size(); c++) {
        cell(svg, r, c, left + CELL * c, y);
      }
    }
    return svg.end();
  }

  private void cell(Svg svg, int r, int c, double x, double y) {
    double weight = weights[r][c];
    long shade = Math.round(100 * Math.min(1, Math.max(0, weight)));
    if (shade > 0) {
      String tip =
          "%s took %s of %s".formatted(written.get(r), Format.percent(weight), read.get(c));
      String opacity = " fill-opacity=\"" + shade / 100.0 + "\"";
      svg.rect(x + .5, y + .5, CELL - 1, CELL - 1, "fill c1", opacity, tip);
    }
  }

  private static double widest(List<String> labels) {
    double widest = labels.stream().mapToDouble(label -> Svg.width(label, SIZE)).max().orElse(0);
    return Math.min(LONGEST, widest);
  }

  private String description() {
    StringBuilder words = new StringBuilder("What each written token took most of:");
    for (int r = 0; r < written.size(); r++) {
      int most = 0;
      for (int c = 1; c < read.size(); c++) {
        most = weights[r][c] > weights[r][most] ? c : most;
      }
      words.append(r == 0 ? " " : ", ").append(written.get(r)).append(" of ");
      words.append(read.get(most));
    }
    return words.append('.').toString();
  }
}
