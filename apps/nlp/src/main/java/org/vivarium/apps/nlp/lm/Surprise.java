package org.vivarium.apps.nlp.lm;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.report.HtmlReport;
import org.vivarium.text.TextStream;

/** What each token of a passage cost that the network had not seen. */
record Surprise(Material material, Fitting fitting) {
  private static final double FULL = 6; // nats that are coloured most
  private static final int LISTED = 12;
  private static final int WINDOWS = 6;

  void tell(HtmlReport page) {
    List<HtmlReport.Shade> shades = new ArrayList<>();
    List<Double> costs = new ArrayList<>();
    int[] text = material.validation();
    TextStream stream = new TextStream(material.encoder()::decode);
    int length = fitting.windowLength();
    int windows = Math.min(WINDOWS, (text.length - 1) / length);
    shades.add(new HtmlReport.Shade(stream.add(text[0]), 0, ""));
    float[] nats = fitting.surprise(text, windows);
    for (int i = 0; i < nats.length; i++) {
      shades.add(
          new HtmlReport.Shade(
              stream.add(text[i + 1]), nats[i] / FULL, "%.2f nats".formatted(nats[i])));
      costs.add((double) nats[i]);
    }
    page.section(
            "What surprises it",
            "The start of the validation text. The more a token cost the network, the stronger it is"
                + " coloured; rest the pointer on one to read how many nats.")
        .lookFor(
            "Colour at the start of words and lines, where much can follow, and little within them. Names"
                + " and rare words cost most. Every %d tokens a window begins, where nothing before is known."
                    .formatted(length))
        .shaded(shades)
        .table(List.of("token", "after", "nats", "probability"), rows(shades, costs));
  }

  private static List<List<Object>> rows(List<HtmlReport.Shade> shades, List<Double> costs) {
    return IntStream.range(0, costs.size())
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -costs.get(i)))
        .limit(LISTED)
        .map(
            i ->
                List.<Object>of(
                    "'" + shown(shades.get(i + 1).text()) + "'",
                    before(shades, i + 1),
                    costs.get(i),
                    "%.2e".formatted(Math.exp(-costs.get(i)))))
        .toList();
  }

  /** Some of the text before a token. */
  private static String before(List<HtmlReport.Shade> shades, int at) {
    StringBuilder text = new StringBuilder();
    for (int i = Math.max(0, at - 20); i < at; i++) {
      text.append(shades.get(i).text());
    }
    return "…" + shown(text.substring(Math.max(0, text.length() - 24)));
  }

  /** With marks for what cannot be seen. */
  static String shown(String text) {
    return text.replace("\n", "↵").replace("\t", "⇥").replace(" ", "␣");
  }
}
