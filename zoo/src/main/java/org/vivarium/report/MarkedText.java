package org.vivarium.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A text whose words are coloured by a number: blue above 0, orange below, the stronger the further
 * from it.
 *
 * @param caption a line above it
 * @param strengths from -1 to 1
 */
public record MarkedText(String caption, List<String> words, List<Double> strengths) {
  private static final double FAINT = .03; // not worth a colour
  private static final int DARKEST = 75; // per cent of the colour

  public MarkedText {
    words = List.copyOf(words);
    strengths = List.copyOf(strengths);
    if (words.size() != strengths.size()) {
      throw new IllegalArgumentException(
          "a text of %d words has %d strengths".formatted(words.size(), strengths.size()));
    }
  }

  /** Without colours. */
  public static MarkedText plain(String caption, String text) {
    return new MarkedText(caption, List.of(text), List.of(0.0));
  }

  /** With numbers of any size, the largest of which gets the strongest colour. */
  public static MarkedText scaled(String caption, List<String> words, double[] numbers) {
    double most = 1e-12;
    for (double number : numbers) {
      most = Math.max(most, Math.abs(number));
    }
    List<Double> strengths = new ArrayList<>();
    for (double number : numbers) {
      strengths.add(number / most);
    }
    return new MarkedText(caption, words, strengths);
  }

  String html() {
    StringBuilder out = new StringBuilder("<div class=\"marked\"><small>");
    out.append(Html.escape(caption)).append("</small>\n<p>");
    for (int i = 0; i < words.size(); i++) {
      String word = Html.escape(words.get(i));
      double strength = Math.max(-1, Math.min(1, strengths.get(i)));
      out.append(i == 0 ? "" : " ");
      if (Math.abs(strength) < FAINT) {
        out.append(word);
      } else {
        out.append(
            String.format(
                Locale.ROOT,
                "<span title=\"%+.2f\" style=\"background:color-mix(in srgb,var(--%s)"
                    + " %d%%,transparent)\">%s</span>",
                strength,
                strength > 0 ? "c1" : "c2",
                Math.round(DARKEST * Math.abs(strength)),
                word));
      }
    }
    return out.append("</p></div>\n").toString();
  }
}
