package org.vivarium.report;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * Many small pictures on one, a column per class with its name on top; so many columns that they do
 * not fit side by side go on below.
 */
public record ContactSheet(List<Column> columns) {

  /** A name and the pictures under it. */
  public record Column(String name, List<Picture> pictures) {
    public Column {
      pictures = List.copyOf(pictures);
    }
  }

  private static final int CELL = 96;
  private static final int LEAST = 64;
  private static final int GAP = 8;
  private static final int MARGIN = 20;
  private static final int WIDEST = 12;
  private static final int LINE = 16;

  public ContactSheet {
    columns = List.copyOf(columns);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a contact sheet needs at least one column of pictures");
    }
  }

  /** The sheet as a PNG file. */
  public byte[] png() {
    int bands = (columns.size() + WIDEST - 1) / WIDEST;
    int across = (columns.size() + bands - 1) / bands;
    int rows = columns.stream().mapToInt(c -> c.pictures.size()).max().orElse(0);
    int cell = cell();
    int band = 2 * LINE + 4 + rows * (cell + GAP) - GAP;
    int width = 2 * MARGIN + across * (cell + GAP) - GAP;
    int height = 2 * MARGIN + bands * (band + GAP) - GAP;
    BufferedImage sheet = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    try {
      graphics.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
      graphics.setColor(Color.WHITE);
      graphics.fillRect(0, 0, width, height);
      graphics.setColor(new Color(0x1f2933));
      for (int i = 0; i < columns.size(); i++) {
        int x = MARGIN + i % across * (cell + GAP);
        int y = MARGIN + i / across * (band + GAP);
        draw(graphics, columns.get(i), cell, x, y);
      }
    } finally {
      graphics.dispose();
    }
    return Picture.png(sheet);
  }

  /** The side of the square that holds each picture, and in width its name. */
  private int cell() {
    int side = LEAST;
    for (Column column : columns) {
      for (Picture picture : column.pictures) {
        Picture fitted = picture.fit(CELL);
        side = Math.max(side, Math.max(fitted.height(), fitted.width()));
      }
    }
    return side;
  }

  private static void draw(Graphics2D graphics, Column column, int cell, int x, int y) {
    FontMetrics metrics = graphics.getFontMetrics();
    List<String> lines = wrap(column.name, metrics, cell);
    int base = y + (3 - lines.size()) * LINE - 4; // the last line stands next to the pictures
    for (String line : lines) {
      graphics.drawString(line, x + (cell - metrics.stringWidth(line)) / 2, base);
      base += LINE;
    }
    int top = y + 2 * LINE + 4;
    for (Picture picture : column.pictures) {
      Picture fitted = picture.fit(CELL);
      int left = x + (cell - fitted.width()) / 2;
      graphics.drawImage(fitted.image(), left, top + (cell - fitted.height()) / 2, null);
      top += cell + GAP;
    }
  }

  /** At most two lines, broken between words where it can be; the rest is cut. */
  private static List<String> wrap(String name, FontMetrics metrics, int width) {
    if (metrics.stringWidth(name) <= width) {
      return List.of(name);
    }
    int split = 0;
    for (int i = 1; i < name.length(); i++) {
      boolean seam = " _-/".indexOf(name.charAt(i - 1)) >= 0;
      if (seam && metrics.stringWidth(name.substring(0, i).strip()) <= width) {
        split = i;
      }
    }
    if (split == 0) {
      split = name.length();
      while (split > 1 && metrics.stringWidth(name.substring(0, split)) > width) {
        split--;
      }
    }
    return List.of(
        name.substring(0, split).strip(), cut(name.substring(split).strip(), metrics, width));
  }

  private static String cut(String text, FontMetrics metrics, int width) {
    if (metrics.stringWidth(text) <= width) {
      return text;
    }
    int end = text.length();
    while (end > 1 && metrics.stringWidth(text.substring(0, end) + "…") > width) {
      end--;
    }
    return text.substring(0, end).strip() + "…";
  }
}
