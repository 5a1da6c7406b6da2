package org.vivarium.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One page that explains a run: key numbers on top, then sections of words, charts, tables and
 * pictures in the order they are added. The page is one file with no script and nothing to load, it
 * follows the reader's choice of light or dark, fits a phone and prints. Every text is escaped.
 *
 * <pre>{@code
 * new HtmlReport("LeNet on MNIST")
 *     .tile("test accuracy", "99.10 %")
 *     .section("Learning curves", "How loss and accuracy went, epoch by epoch.")
 *     .lookFor("A validation loss that rises while the training loss falls: over-fitting.")
 *     .figure(chart, "The marked epoch was kept.")
 *     .write(folder.file("report.html"));
 * }</pre>
 */
public final class HtmlReport {

  /** A picture of a gallery, what it is, and a word more, such as the confidence. */
  public record Shot(Picture picture, String caption, String detail) {}

  /**
   * A part of a text and how strongly it is coloured, from 0 to 1.
   *
   * @param tip what is shown where the pointer rests on it; empty for nothing
   */
  public record Shade(String text, double strength, String tip) {}

  private static final int THUMBNAIL = 112;
  private static final int LONG_TABLE = 25;
  private static final int SENTENCE = 40; // characters from which on a cell has several lines
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[\\d.,\\u202f]+(e[-+]?\\d+)?( ?%| s)?|–");

  private final String title;
  private final StringBuilder tiles = new StringBuilder();
  private final StringBuilder body = new StringBuilder();
  private final List<String> headings = new ArrayList<>();
  private String subtitle = "";
  private boolean row; // figures that follow each other stand side by side

  public HtmlReport(String title) {
    this.title = title;
  }

  /** A line under the title. */
  public HtmlReport subtitle(String text) {
    subtitle = text;
    return this;
  }

  /** A key number at the top of the page. */
  public HtmlReport tile(String label, String value) {
    return tile(label, value, "");
  }

  /** A key number with a few small words under it. */
  public HtmlReport tile(String label, String value, String note) {
    tiles.append("<div class=\"tile\"><dt>").append(Html.escape(label));
    tiles.append("</dt><dd>").append(Html.escape(value));
    if (!note.isEmpty()) {
      tiles.append("<small>").append(Html.escape(note)).append("</small>");
    }
    tiles.append("</dd></div>\n");
    return this;
  }

  /** Begins a section; {@code shows} says what it shows. */
  public HtmlReport section(String heading, String shows) {
    if (!headings.isEmpty()) {
      block("</section>\n");
    }
    headings.add(heading);
    block("<section id=\"s" + headings.size() + "\">\n<h2>" + Html.escape(heading) + "</h2>\n");
    return shows.isEmpty() ? this : text(shows);
  }

  public HtmlReport section(String heading) {
    return section(heading, "");
  }

  /** A paragraph. */
  public HtmlReport text(String text) {
    return block("<p>" + Html.escape(text) + "</p>\n");
  }

  /** A hint for who reads such a page for the first time. */
  public HtmlReport lookFor(String text) {
    return block("<p class=\"hint\"><b>What to look for.</b> " + Html.escape(text) + "</p>\n");
  }

  /** What was found in this run, set off from the text. */
  public HtmlReport finding(String text) {
    return block("<p class=\"finding\">" + Html.escape(text) + "</p>\n");
  }

  /** A chart; charts in a row stand side by side where the page is wide enough. */
  public HtmlReport figure(Chart chart, String caption) {
    return figure(chart.svg(), caption, chart.wide());
  }

  /** A PNG, such as a contact sheet; {@code alt} says what it shows to who cannot see it. */
  public HtmlReport image(byte[] png, String alt, String caption) {
    int width = ByteBuffer.wrap(png).getInt(16); // a PNG's header says it there
    return image(Picture.dataUri(png), width, alt, caption);
  }

  /** An {@link AnimatedGif}. */
  public HtmlReport animation(byte[] gif, String alt, String caption) {
    int width = ByteBuffer.wrap(gif).order(ByteOrder.LITTLE_ENDIAN).getShort(6);
    String uri = "data:image/gif;base64," + Base64.getEncoder().encodeToString(gif);
    return image(uri, width, alt, caption);
  }

  private HtmlReport image(String uri, int width, String alt, String caption) {
    String image =
        "<img src=\"%s\" alt=\"%s\" style=\"min-width:%dpx\">\n"
            .formatted(uri, Html.escape(alt), width * 3 / 4);
    return figure(image, caption, true);
  }

  private HtmlReport figure(String content, String caption, boolean wide) {
    if (!row) {
      block("<div class=\"figures\">\n");
      row = true;
    }
    body.append(wide ? "<figure class=\"wide\">\n" : "<figure>\n");
    body.append("<div class=\"scroll\">").append(content).append("</div>\n");
    if (!caption.isEmpty()) {
      body.append("<figcaption>").append(Html.escape(caption)).append("</figcaption>\n");
    }
    body.append("</figure>\n");
    return this;
  }

  /** A table; columns of numbers stand right, a long table scrolls. */
  public HtmlReport table(List<String> headers, List<? extends List<?>> rows) {
    StringBuilder out = new StringBuilder();
    boolean scrolls = rows.size() > LONG_TABLE;
    out.append(scrolls ? "<div class=\"scroll long\" tabindex=\"0\">" : "<div class=\"scroll\">");
    out.append("<table>\n<thead><tr>");
    for (int c = 0; c < headers.size(); c++) {
      int column = c;
      boolean numbers =
          !rows.isEmpty() && rows.stream().allMatch(r -> isNumber(cell(r.get(column))));
      out.append(numbers ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">");
      out.append(Html.escape(headers.get(c))).append("</th>");
    }
    out.append("</tr></thead>\n<tbody>\n");
    for (List<?> cells : rows) {
      out.append("<tr>");
      for (Object cell : cells) {
        String text = cell(cell);
        String style =
            isNumber(text) ? " class=\"n\"" : text.length() > SENTENCE ? " class=\"t\"" : "";
        out.append("<td").append(style).append('>');
        out.append(Html.escape(text)).append("</td>");
      }
      out.append("</tr>\n");
    }
    return block(out.append("</tbody></table></div>\n").toString());
  }

  /** Names and values, such as a configuration; a map within stands under its own name. */
  public HtmlReport facts(Map<String, ?> facts) {
    StringBuilder out = new StringBuilder("<dl class=\"facts\">\n");
    facts(out, "", facts);
    return block(out.append("</dl>\n").toString());
  }

  private static void facts(StringBuilder out, String path, Map<?, ?> facts) {
    facts.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> inner) {
            facts(out, path + name + ".", inner);
          } else {
            out.append("<div><dt>").append(Html.escape(path + name)).append("</dt><dd>");
            out.append(Html.escape(show(value))).append("</dd></div>\n");
          }
        });
  }

  /** Lines of a program or a shell. */
  public HtmlReport code(String lines) {
    return block("<pre><code>" + Html.escape(lines) + "</code></pre>\n");
  }

  /** A text with coloured words. */
  public HtmlReport marked(MarkedText text) {
    return block(text.html());
  }

  /** A text as it was written, parts of it coloured. */
  public HtmlReport shaded(List<Shade> parts) {
    StringBuilder out = new StringBuilder("<pre class=\"shaded\">");
    for (Shade part : parts) {
      long percent = Math.round(100 * Math.max(0, Math.min(1, part.strength)));
      out.append("<span style=\"--s:").append(percent).append("%\"");
      if (!part.tip.isEmpty()) {
        out.append(" title=\"").append(Html.escape(part.tip)).append('"');
      }
      out.append('>').append(Html.escape(part.text)).append("</span>");
    }
    return block(out.append("</pre>\n").toString());
  }

  /** A text as it was written, such as one that a network wrote; a heading stands above it. */
  public HtmlReport passage(String heading, String text) {
    return block(
        "<p class=\"passage\">%s</p>\n<pre class=\"shaded\">%s</pre>\n"
            .formatted(Html.escape(heading), Html.escape(text)));
  }

  /** Small pictures with captions. */
  public HtmlReport gallery(List<Shot> shots) {
    StringBuilder out = new StringBuilder("<div class=\"gallery\">\n");
    for (Shot shot : shots) {
      String caption = Html.escape(shot.caption);
      Picture fitted = shot.picture.fit(THUMBNAIL);
      out.append("<figure><img alt=\"").append(caption).append("\" width=\"");
      out.append(fitted.width()).append("\" height=\"").append(fitted.height());
      out.append("\" src=\"").append(fitted.dataUri()).append("\"><figcaption>").append(caption);
      if (!shot.detail.isEmpty()) {
        out.append("<small>").append(Html.escape(shot.detail)).append("</small>");
      }
      out.append("</figcaption></figure>\n");
    }
    return block(out.append("</div>\n").toString());
  }

  /** Sounds to listen to, side by side. */
  public HtmlReport recordings(List<Recording> recordings) {
    StringBuilder out = new StringBuilder("<div class=\"recordings\">\n");
    recordings.forEach(recording -> out.append(recording.html()));
    return block(out.append("</div>\n").toString());
  }

  /** The page. */
  public String html() {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<meta name=\"color-scheme\" content=\"light dark\">\n");
    page.append("<title>").append(Html.escape(title)).append("</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n<main>\n");
    page.append("<header>\n<h1>").append(Html.escape(title)).append("</h1>\n");
    if (!subtitle.isEmpty()) {
      page.append("<p class=\"subtitle\">").append(Html.escape(subtitle)).append("</p>\n");
    }
    page.append("</header>\n");
    if (tiles.length() > 0) {
      page.append("<dl class=\"tiles\">\n").append(tiles).append("</dl>\n");
    }
    if (headings.size() > 2) {
      page.append("<nav aria-label=\"Sections\">\n");
      for (int i = 0; i < headings.size(); i++) {
        page.append("<a href=\"#s").append(i + 1).append("\">");
        page.append(Html.escape(headings.get(i))).append("</a>\n");
      }
      page.append("</nav>\n");
    }
    page.append(body)
        .append(row ? "</div>\n" : "")
        .append(headings.isEmpty() ? "" : "</section>\n");
    return page.append("</main>\n</body>\n</html>\n").toString();
  }

  /** Writes the page, whole or not at all. */
  public void write(Path file) throws IOException {
    RunFolder.replace(file, html().getBytes(StandardCharsets.UTF_8));
  }

  private HtmlReport block(String html) {
    if (row) {
      body.append("</div>\n");
      row = false;
    }
    body.append(html);
    return this;
  }

  /** As {@link #show}, but scores get the same number of decimals, to stand under each other. */
  private static String cell(Object value) {
    return value instanceof Double x && Math.abs(x) < 10
        ? String.format(Locale.ROOT, "%.4f", x)
        : show(value);
  }

  private static String show(Object value) {
    if (value == null) {
      return "–";
    }
    return value instanceof Double || value instanceof Float
        ? Format.number(((Number) value).doubleValue())
        : value.toString();
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }

  private static String style() {
    try (InputStream css = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
