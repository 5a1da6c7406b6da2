package org.vivarium.report;

import java.util.Locale;

/** One SVG drawing while it is written; its classes are those of report.css. */
final class Svg {
  static final double WIDTH = 460;
  static final double TITLE = 30;

  private static final String NARROW = "iIjl.,:;'|!()[]/ ftr-1";
  private static final String WIDE = "mwMW@%–—";

  private final StringBuilder out = new StringBuilder();

  Svg(double width, double height, String title, String description) {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg class=\"chart\" role=\"img\" viewBox=\"0 0 %s %s\""
                + " style=\"max-width:%.0fpx;min-width:%.0fpx\">",
            number(width),
            number(height),
            1.15 * width,
            0.75 * width));
    out.append("<title>").append(Html.escape(title)).append("</title>");
    out.append("<desc>").append(Html.escape(description)).append("</desc>\n");
    text(0, 17, "title", "start", title);
  }

  String end() {
    return out.append("</svg>\n").toString();
  }

  Svg line(double x1, double y1, double x2, double y2, String style) {
    out.append("<line x1=\"").append(number(x1)).append("\" y1=\"").append(number(y1));
    out.append("\" x2=\"").append(number(x2)).append("\" y2=\"").append(number(y2));
    out.append("\" class=\"").append(style).append("\"/>\n");
    return this;
  }

  /** A rectangle; {@code more} is further attributes, {@code tip} what a pointer over it shows. */
  Svg rect(double x, double y, double w, double h, String style, String more, String tip) {
    out.append("<rect x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" width=\"").append(number(Math.max(0, w)));
    out.append("\" height=\"").append(number(Math.max(0, h)));
    out.append("\" class=\"").append(style).append('"').append(more);
    return close("rect", tip);
  }

  Svg circle(double x, double y, double r, String style, String tip) {
    out.append("<circle cx=\"").append(number(x)).append("\" cy=\"").append(number(y));
    out.append("\" r=\"").append(number(r)).append("\" class=\"").append(style).append('"');
    return close("circle", tip);
  }

  private Svg close(String element, String tip) {
    if (tip.isEmpty()) {
      out.append("/>\n");
    } else {
      out.append("><title>").append(Html.escape(tip));
      out.append("</title></").append(element).append(">\n");
    }
    return this;
  }

  Svg path(CharSequence d, String style) {
    out.append("<path d=\"").append(d).append("\" class=\"").append(style).append("\"/>\n");
    return this;
  }

  /** A picture, stretched to fit. */
  Svg image(double x, double y, double w, double h, String uri) {
    out.append("<image x=\"").append(number(x)).append("\" y=\"").append(number(y));
    out.append("\" width=\"").append(number(w)).append("\" height=\"").append(number(h));
    out.append("\" preserveAspectRatio=\"none\" href=\"").append(uri).append("\"/>\n");
    return this;
  }

  Svg text(double x, double y, String style, String anchor, String text) {
    return label(number(x) + "\" y=\"" + number(y), style, anchor, "", text, text);
  }

  /** Text that is cut to {@code width} with an ellipsis; a pointer over it shows all. */
  Svg text(
      double x, double y, String style, String anchor, String text, double width, double size) {
    return label(
        number(x) + "\" y=\"" + number(y), style, anchor, "", fit(text, width, size), text);
  }

  /** Text that reads upwards, cut to {@code length}. */
  Svg upward(
      double x, double y, String style, String anchor, String text, double length, double size) {
    String turn = " transform=\"rotate(-90 " + number(x) + " " + number(y) + ")\"";
    return label(
        number(x) + "\" y=\"" + number(y), style, anchor, turn, fit(text, length, size), text);
  }

  private Svg label(
      String at, String style, String anchor, String more, String shown, String full) {
    out.append("<text x=\"").append(at).append("\" class=\"").append(style);
    out.append("\" text-anchor=\"").append(anchor).append('"').append(more).append('>');
    out.append(Html.escape(shown));
    if (!shown.equals(full)) {
      out.append("<title>").append(Html.escape(full)).append("</title>");
    }
    out.append("</text>\n");
    return this;
  }

  /** About how wide a text is in a wide sans-serif font; rather too much than too little. */
  static double width(String text, double size) {
    double em = 0;
    for (int c : text.codePoints().toArray()) {
      if (c >= 0x1100) {
        em += 1.05;
      } else if (NARROW.indexOf(c) >= 0) {
        em += 0.42;
      } else if (WIDE.indexOf(c) >= 0) {
        em += 1;
      } else {
        em += Character.isUpperCase(c) ? 0.74 : 0.63;
      }
    }
    return em * size;
  }

  static String fit(String text, double width, double size) {
    if (width(text, size) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 1 && width(text.substring(0, end) + "…", size) > width) {
      end = text.offsetByCodePoints(end, -1);
    }
    return text.substring(0, end).stripTrailing() + "…";
  }

  /** A coordinate to a tenth of a pixel. */
  static String number(double x) {
    long tenths = Math.round(x * 10);
    return tenths % 10 == 0
        ? Long.toString(tenths / 10)
        : String.format(Locale.ROOT, "%.1f", tenths / 10.0);
  }
}
