package org.vivarium.report;

import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.metrics.Classification;

/**
 * Which class is taken for which: a row per true class, a column per answer. Blue is right, orange
 * wrong, and the shade says how much of its row a cell holds; up to 20 classes it shows the counts
 * too.
 */
@SuppressWarnings("ArrayRecordComponent") // written by nobody, compared by nobody
public record ConfusionMatrix(String title, int[][] counts, List<String> classes) implements Chart {
  private static final int NUMBERED = 20;
  private static final double LONGEST = 130;

  public ConfusionMatrix {
    classes = List.copyOf(classes);
    if (counts.length != classes.size()) {
      throw new IllegalArgumentException(
          "'" + title + "' has " + counts.length + " rows for " + classes.size() + " classes");
    }
  }

  public static ConfusionMatrix of(Classification measured) {
    return new ConfusionMatrix("Confusion matrix", measured.confusion(), measured.classes());
  }

  @Override
  public boolean wide() {
    return classes.size() > 10;
  }

  @Override
  public String svg() {
    int n = classes.size();
    boolean numbered = n <= NUMBERED;
    double cell = n <= NUMBERED ? 34 : n <= 50 ? 15 : 9;
    double size = numbered ? 12 : n <= 50 ? 10 : 8;
    String style = numbered ? "label" : n <= 50 ? "label small" : "label tiny";
    double widest =
        Math.min(LONGEST, classes.stream().mapToDouble(c -> Svg.width(c, size)).max().orElse(0));
    boolean upward = widest > cell - 4;
    double left = 26 + widest + 6;
    double top = Svg.TITLE + 24 + (upward ? widest : size) + 6;
    double side = cell * n;
    double width = Math.max(left + side + 4, 400);
    Svg svg = new Svg(width, top + side + 34, title, description());

    svg.text(left + side / 2, Svg.TITLE + 12, "muted", "middle", "answer");
    svg.upward(12, top + side / 2, "muted", "middle", "true class", side, 12);
    for (int c = 0; c < n; c++) {
      double middle = cell * (c + 0.5);
      String name = classes.get(c);
      svg.text(left - 6, top + middle + size * 0.36, style, "end", name, widest + 1, size);
      if (upward) {
        svg.upward(left + middle + size * 0.36, top - 6, style, "start", name, widest + 1, size);
      } else {
        svg.text(left + middle, top - 6, style, "middle", name);
      }
    }
    svg.rect(left, top, side, side, "track", "", "");
    for (int t = 0; t < n; t++) {
      long row = IntStream.of(counts[t]).asLongStream().sum();
      for (int a = 0; a < n; a++) {
        if (counts[t][a] > 0 || numbered) {
          cell(svg, t, a, row, left + cell * a, top + cell * t, cell, numbered);
        }
      }
    }
    legend(svg, left, top + side + 14);
    return svg.end();
  }

  private void cell(
      Svg svg, int t, int a, long row, double x, double y, double cell, boolean numbered) {
    int count = counts[t][a];
    double share = row == 0 ? 0 : (double) count / row;
    // the root lifts the few errors of a good model into sight
    double least = numbered ? 0.04 : 0.2;
    double lifted = t == a ? share : Math.sqrt(share);
    double shade = count == 0 ? 0 : least + (1 - least) * lifted;
    String opacity = " fill-opacity=\"" + Math.round(shade * 100) / 100.0 + "\"";
    String tip =
        "true "
            + classes.get(t)
            + ", answer "
            + classes.get(a)
            + ": "
            + count
            + " ("
            + Format.percent(share)
            + ")";
    double gap = numbered ? 1 : 0;
    String fill = t == a ? "fill c1" : "fill c2";
    svg.rect(x + gap, y + gap, cell - 2 * gap, cell - 2 * gap, fill, opacity, tip);
    if (numbered && count > 0) {
      String style = shade > 0.6 ? "count on" : "count";
      svg.text(x + cell / 2, y + cell / 2 + 4, style, "middle", Format.brief(count));
    }
  }

  private static void legend(Svg svg, double left, double y) {
    double x = Math.min(left, 100);
    svg.rect(x, y, 12, 12, "fill c1", "", "");
    svg.text(x + 18, y + 10, "axis", "start", "right");
    svg.rect(x + 62, y, 12, 12, "fill c2", "", "");
    svg.text(x + 80, y + 10, "axis", "start", "wrong (stronger: more of its row)");
  }

  private String description() {
    long all = 0;
    long right = 0;
    int worstTrue = -1;
    int worstAnswer = -1;
    for (int t = 0; t < counts.length; t++) {
      for (int a = 0; a < counts.length; a++) {
        all += counts[t][a];
        right += t == a ? counts[t][a] : 0;
        if (t != a && counts[t][a] > (worstTrue < 0 ? 0 : counts[worstTrue][worstAnswer])) {
          worstTrue = t;
          worstAnswer = a;
        }
      }
    }
    String words = right + " of " + all + " examples are on the diagonal, which is right.";
    return worstTrue < 0
        ? words
        : words
            + " The most frequent error takes %s for %s, %d times."
                .formatted(
                    classes.get(worstTrue),
                    classes.get(worstAnswer),
                    counts[worstTrue][worstAnswer]);
  }
}
