package org.vivarium.report;

/**
 * A drawing for {@link HtmlReport}: inline SVG that takes its colours from the page, light or dark,
 * and says in words what it shows to those who cannot see it.
 */
public sealed interface Chart
    permits LineChart,
        BarChart,
        Histogram,
        ConfusionMatrix,
        Reliability,
        ScatterChart,
        AttentionMap,
        Spectrogram {
  /** What stands above the drawing. */
  String title();

  /** Whether it needs a line of the page for itself. */
  default boolean wide() {
    return false;
  }

  /** The {@code <svg>} element. */
  String svg();
}
