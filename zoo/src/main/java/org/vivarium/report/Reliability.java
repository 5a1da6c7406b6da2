package org.vivarium.report;

import org.vivarium.metrics.Calibration;

/**
 * Reliability diagram: how often answers of a confidence are right, the gap to what they claim, and
 * below, how many answers have that confidence.
 */
public record Reliability(String title, Calibration calibration) implements Chart {
  private static final double PLOT = 250;
  private static final double STRIP = 46;

  public static Reliability of(Calibration calibration) {
    return new Reliability("Reliability", calibration);
  }

  @Override
  public String svg() {
    double left = 66;
    double right = Svg.WIDTH - 20;
    double width = right - left;
    double top = Svg.TITLE + 26;
    double bottom = top + PLOT;
    double floor = bottom + 14 + STRIP;
    String ece = Format.percent(calibration.ece());
    Svg svg =
        new Svg(
            Svg.WIDTH,
            floor + 42,
            title,
            "Accuracy by confidence. The expected calibration error is " + ece + ".");
    legend(svg, left, Svg.TITLE + 2);
    for (int i = 0; i <= 5; i++) {
      double y = bottom - PLOT * i / 5;
      svg.line(left, y, right, y, "grid");
      svg.text(left - 7, y + 4, "axis", "end", 20 * i + " %");
      svg.text(left + width * i / 5, floor + 18, "axis", "middle", 20 * i + " %");
    }
    long total = calibration.bins().stream().mapToLong(Calibration.Bin::count).sum();
    long most = calibration.bins().stream().mapToLong(Calibration.Bin::count).max().orElse(1);
    for (Calibration.Bin bin : calibration.bins()) {
      if (bin.count() > 0) {
        bar(svg, bin, left + width * bin.low(), width * (bin.high() - bin.low()), bottom);
        double height = Math.max(1, STRIP * bin.count() / most);
        svg.rect(
            left + width * bin.low() + 1,
            floor - height,
            width * (bin.high() - bin.low()) - 2,
            height,
            "fill c6",
            "",
            Format.count(bin.count())
                + " answers, "
                + Format.percent((double) bin.count() / total));
      }
    }
    svg.line(left, bottom, right, top, "mark");
    svg.line(left, bottom, right, bottom, "rule");
    svg.line(left, floor, right, floor, "rule");
    svg.text((left + right) / 2, floor + 36, "muted", "middle", "confidence");
    svg.upward(12, (top + bottom) / 2, "muted", "middle", "accuracy", PLOT, 12);
    svg.text(left - 7, floor - STRIP / 2 + 4, "axis", "end", "answers");
    svg.text(left + 10, top + 18, "note", "start", "ECE " + ece);
    return svg.end();
  }

  private static void bar(Svg svg, Calibration.Bin bin, double x, double width, double bottom) {
    double accuracy = PLOT * bin.accuracy();
    double confidence = PLOT * bin.confidence();
    String tip =
        "confidence %s, right %s, %d answers"
            .formatted(
                Format.percent(bin.confidence()), Format.percent(bin.accuracy()), bin.count());
    double lower = Math.min(accuracy, confidence);
    double gap = Math.abs(accuracy - confidence);
    svg.rect(x + 1, bottom - lower, width - 2, lower, "soft c1", "", tip);
    svg.rect(x + 1.5, bottom - lower - gap, width - 3, gap, "gap c2", "", tip);
    svg.rect(x + 1, bottom - accuracy - 1.5, width - 2, 3, "fill c1", "", tip);
  }

  private static void legend(Svg svg, double x, double y) {
    svg.rect(x, y, 12, 12, "soft c1", "", "");
    svg.rect(x, y, 12, 3, "fill c1", "", "");
    svg.text(x + 18, y + 10, "label", "start", "right");
    svg.rect(x + 72, y, 12, 12, "gap c2", "", "");
    svg.text(x + 90, y + 10, "label", "start", "gap to confidence");
    svg.line(x + 230, y + 6, x + 254, y + 6, "mark");
    svg.text(x + 260, y + 10, "label", "start", "perfect");
  }
}
