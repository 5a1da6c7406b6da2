package org.vivarium.rl;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.report.Picture;

/** Pictures in a terminal: a Braille character has two by four dots. */
final class Braille {
  private static final int WIDTH = 144; // dots: 72 characters
  private static final int DARK = 200; // of 255, from which down a dot is set
  private static final int FIRST = 0x2800;
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private Braille() {}

  /** A dot for what is darker than the sheet. */
  static List<String> of(Picture picture) {
    double scale = (double) picture.width() / WIDTH;
    int rows = (int) Math.ceil(picture.height() / scale / 4);
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < WIDTH / 2; column++) {
        int dots = 0;
        for (int y = 0; y < 4; y++) {
          for (int x = 0; x < 2; x++) {
            boolean set = dark(picture, (4 * row + y + .5) * scale, (2 * column + x + .5) * scale);
            dots |= set ? BITS[y][x] : 0;
          }
        }
        line.append((char) (FIRST + dots));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static boolean dark(Picture picture, double down, double across) {
    int y = (int) down;
    int x = (int) across;
    if (y >= picture.height() || x >= picture.width()) {
      return false;
    }
    int sum = 0;
    for (int c = 0; c < picture.channels(); c++) {
      sum += picture.pixels()[(y * picture.width() + x) * picture.channels() + c] & 0xff;
    }
    return sum < DARK * picture.channels();
  }
}
