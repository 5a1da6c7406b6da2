package org.vivarium.rl;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

/**
 * A ball that falls and a paddle to catch it with, seen as pixels alone (after Mnih et al.,
 * "Recurrent models of visual attention", 2014). A board of 12x12 cells of 3x3 pixels; the ball
 * starts above a random column and falls a cell a step. Caught it is worth 1, missed -1.
 */
final class Catch implements Environment {
  private static final int CELLS = 12;
  private static final int PIXELS = 3; // of a cell: networks that see need 36x36
  private static final long SIDE = (long) CELLS * PIXELS;
  private static final int ENLARGED = 5;
  static final Spec SPEC =
      new Spec("Catch", List.of("left", "stay", "right"), List.of(SIDE, SIDE, 1L), 0, CELLS, .9, 8);

  private int row;
  private int ball;
  private int paddle;

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public float[] reset(Draws draws) {
    row = 0;
    ball = draws.below(CELLS);
    paddle = CELLS / 2;
    return observation();
  }

  @Override
  public Outcome step(int action) {
    SPEC.check(action);
    paddle = Math.min(Math.max(paddle + action - 1, 0), CELLS - 1);
    row = Math.min(row + 1, CELLS - 1);
    boolean over = row == CELLS - 1;
    return Outcome.of(observation(), !over ? 0 : ball == paddle ? 1 : -1, over);
  }

  private float[] observation() {
    int side = (int) SIDE;
    float[] seen = new float[side * side];
    for (int y = 0; y < side; y++) {
      for (int x = 0; x < side; x++) {
        seen[y * side + x] = lit(y / PIXELS, x / PIXELS) ? 1 : 0;
      }
    }
    return seen;
  }

  private boolean lit(int y, int x) {
    return (y == row && x == ball) || (y == CELLS - 1 && x == paddle);
  }

  @Override
  public Picture picture() {
    int side = (int) SIDE;
    byte[] pixels = new byte[side * side];
    float[] seen = observation();
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 * seen[i]);
    }
    return new Picture(side, side, 1, pixels).fit(side * ENLARGED);
  }

  @Override
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    for (int y = 0; y < CELLS; y++) {
      StringBuilder line = new StringBuilder();
      for (int x = 0; x < CELLS; x++) {
        line.append(y == row && x == ball ? " o" : y == CELLS - 1 && x == paddle ? " =" : " .");
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
