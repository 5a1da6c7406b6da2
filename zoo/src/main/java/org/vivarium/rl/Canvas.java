package org.vivarium.rl;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import org.vivarium.report.Picture;

/** A white sheet to draw a world on, in the world's own units, y upwards. */
final class Canvas {
  static final Color BODY = new Color(0x3b6ea5);
  static final Color LIMB = new Color(0xd08a3c);
  static final Color GOAL = new Color(0x3d9a5b);
  static final Color DANGER = new Color(0x8c2f39);

  private final BufferedImage image;
  private final Graphics2D pen;
  private final double left;
  private final double bottom;
  private final double scale; // pixels per unit

  /**
   * A sheet of pixels.
   *
   * @param left what is drawn at the left edge
   * @param right what is drawn at the right edge
   * @param bottom what is drawn at the lower edge
   */
  Canvas(int width, int height, double left, double right, double bottom) {
    this.image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    this.pen = image.createGraphics();
    this.left = left;
    this.bottom = bottom;
    this.scale = width / (right - left);
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, width, height);
  }

  void line(double x1, double y1, double x2, double y2, double thickness, Color colour) {
    pen.setColor(colour);
    float pixels = (float) (thickness * scale);
    pen.setStroke(new BasicStroke(pixels, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    pen.draw(new Line2D.Double(across(x1), down(y1), across(x2), down(y2)));
  }

  void box(double x1, double y1, double x2, double y2, Color colour) {
    pen.setColor(colour);
    pen.fill(new Rectangle2D.Double(across(x1), down(y2), (x2 - x1) * scale, (y2 - y1) * scale));
  }

  void disc(double x, double y, double radius, Color colour) {
    pen.setColor(colour);
    double pixels = radius * scale;
    pen.fill(new Ellipse2D.Double(across(x) - pixels, down(y) - pixels, 2 * pixels, 2 * pixels));
  }

  private double across(double x) {
    return (x - left) * scale;
  }

  private double down(double y) {
    return image.getHeight() - (y - bottom) * scale;
  }

  /** What is drawn; nothing more can be. */
  Picture picture() {
    pen.dispose();
    int[] colours =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    byte[] pixels = new byte[3 * colours.length];
    for (int i = 0; i < colours.length; i++) {
      pixels[3 * i] = (byte) (colours[i] >> 16);
      pixels[3 * i + 1] = (byte) (colours[i] >> 8);
      pixels[3 * i + 2] = (byte) colours[i];
    }
    return new Picture(image.getHeight(), image.getWidth(), 3, pixels);
  }
}
