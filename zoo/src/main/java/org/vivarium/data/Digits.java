package org.vivarium.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Handwritten-looking digits, drawn: strokes with jittered points under a random slant, turn, size
 * and smooth distortion (after Simard, Steinkraus and Platt 2003), inked with a pen of varying
 * width. White on black, 28x28x1, as MNIST. The same seed gives the same bytes on every platform.
 */
public final class Digits {
  static final int SIDE = 28;
  private static final int WAVES = 3;
  private static final int STEPS = 8; // straight pieces between two points of a stroke

  private Digits() {}

  /** So many digits, 0 to 9 in turn. Image i is a function of the seed and i. */
  public static Images generate(int count, long seed) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " digits to draw: ask for at least 1");
    }
    byte[][] pixels = new byte[count][];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> pixels[i] = draw(Glyphs.STROKES.get(i % 10), new Draws(seed, "digits", i)));
    int[] labels = IntStream.range(0, count).map(i -> i % 10).toArray();
    List<String> classes = IntStream.range(0, 10).mapToObj(Integer::toString).toList();
    return new Images("digits", SIDE, SIDE, 1, pixels, labels, classes);
  }

  /** Writes one of these ways. */
  static byte[] draw(List<double[][][]> ways, Draws draws) {
    double[][][] strokes = ways.get(draws.below(ways.size()));
    Hand hand = new Hand(draws);
    float[] ink = new float[SIDE * SIDE];
    for (double[][] stroke : strokes) {
      hand.write(stroke, draws, ink);
    }
    byte[] image = new byte[ink.length];
    for (int i = 0; i < ink.length; i++) {
      image[i] = (byte) (ink[i] * hand.pressure * 255 + 0.5);
    }
    return image;
  }

  /** How one digit is written: all that its strokes have in common. */
  private static final class Hand {
    final double pressure;
    private final double jitter;
    private final double[] matrix = new double[4]; // from the unit box, centred, to pixels
    private final double centreX;
    private final double centreY;
    private final double[][] waves = new double[WAVES][6];
    private final double pen;
    private final double softness;

    Hand(Draws draws) {
      pressure = draws.uniform(0.75, 1);
      jitter = draws.uniform(0.01, 0.03);
      double height = draws.uniform(16.5, 21);
      double width = height * draws.uniform(0.5, 0.9);
      double slant = clip(0.15 + 0.2 * draws.normal(), 0.6);
      double turn = clip(0.1 * draws.normal(), 0.3);
      double cos = StrictMath.cos(turn);
      double sin = StrictMath.sin(turn);
      matrix[0] = cos * width;
      matrix[1] = -cos * slant * height - sin * height;
      matrix[2] = sin * width;
      matrix[3] = cos * height - sin * slant * height;
      centreX = (SIDE - 1) / 2.0 + clip(0.8 * draws.normal(), 2.5);
      centreY = (SIDE - 1) / 2.0 + clip(0.7 * draws.normal(), 2.5);
      for (double[] wave : waves) { // a smooth random field, as a few waves
        double angle = draws.uniform(0, 2 * StrictMath.PI);
        double frequency = draws.uniform(2, 8); // radians over the box
        wave[0] = frequency * StrictMath.cos(angle);
        wave[1] = frequency * StrictMath.sin(angle);
        wave[2] = draws.uniform(0, 2 * StrictMath.PI);
        wave[3] = draws.uniform(0, 2 * StrictMath.PI);
        wave[4] = 0.045 * draws.normal();
        wave[5] = 0.045 * draws.normal();
      }
      pen = draws.uniform(0.85, 1.75);
      softness = draws.uniform(1.0, 1.7);
    }

    /** Inks one stroke with round ends; darker wins where strokes meet. */
    void write(double[][] points, Draws draws, float[] ink) {
      double[][] p = shaken(points, draws);
      int pieces = (p.length - 1) * STEPS;
      int from = (int) (pieces * draws.uniform(0, 0.06));
      int to = pieces - (int) (pieces * draws.uniform(0, 0.06));
      double phase = draws.uniform(0, 2 * StrictMath.PI);
      double swell = draws.uniform(0, 0.25);
      double[] last = null;
      for (int i = from; i <= to; i++) {
        double[] now = place(curve(p, i));
        double radius = pen * (1 + swell * StrictMath.sin(phase + 5.0 * i / pieces));
        if (last != null) {
          line(last, now, radius, ink);
        }
        last = now;
      }
    }

    /** Every point moved a little on its own; a corner stays one. */
    private double[][] shaken(double[][] points, Draws draws) {
      double[][] moved = new double[points.length][];
      for (int i = 0; i < points.length; i++) {
        boolean corner =
            i > 0 && points[i][0] == points[i - 1][0] && points[i][1] == points[i - 1][1];
        moved[i] =
            corner
                ? moved[i - 1]
                : new double[] {
                  points[i][0] + jitter * draws.normal(), points[i][1] + jitter * draws.normal()
                };
      }
      return moved;
    }

    /** The Catmull-Rom spline through the points, after this many steps. */
    private static double[] curve(double[][] p, int step) {
      int i = Math.min(step / STEPS, p.length - 2);
      double t = (double) step / STEPS - i;
      double[] a = p[Math.max(0, i - 1)];
      double[] b = p[i];
      double[] c = p[i + 1];
      double[] d = p[Math.min(p.length - 1, i + 2)];
      double[] at = new double[2];
      for (int k = 0; k < 2; k++) {
        double linear = c[k] - a[k];
        double square = 2 * a[k] - 5 * b[k] + 4 * c[k] - d[k];
        double cube = -a[k] + 3 * b[k] - 3 * c[k] + d[k];
        at[k] = b[k] + 0.5 * t * (linear + t * (square + t * cube));
      }
      return at;
    }

    /** From the unit box to pixels, distorted. */
    private double[] place(double[] at) {
      double x = at[0] - 0.5;
      double y = at[1] - 0.5;
      double dx = 0;
      double dy = 0;
      for (double[] wave : waves) {
        double angle = wave[0] * x + wave[1] * y;
        dx += wave[4] * StrictMath.sin(angle + wave[2]);
        dy += wave[5] * StrictMath.sin(angle + wave[3]);
      }
      x += dx;
      y += dy;
      return new double[] {
        centreX + matrix[0] * x + matrix[1] * y, centreY + matrix[2] * x + matrix[3] * y
      };
    }

    /** Full ink within the radius of the line, none beyond, and a soft edge between. */
    private void line(double[] a, double[] b, double radius, float[] ink) {
      double reach = radius + softness / 2;
      int left = Math.max(0, (int) Math.ceil(Math.min(a[0], b[0]) - reach));
      int right = Math.min(SIDE - 1, (int) Math.floor(Math.max(a[0], b[0]) + reach));
      int top = Math.max(0, (int) Math.ceil(Math.min(a[1], b[1]) - reach));
      int bottom = Math.min(SIDE - 1, (int) Math.floor(Math.max(a[1], b[1]) + reach));
      double dx = b[0] - a[0];
      double dy = b[1] - a[1];
      double square = Math.max(1e-12, dx * dx + dy * dy);
      for (int y = top; y <= bottom; y++) {
        for (int x = left; x <= right; x++) {
          double t = Math.max(0, Math.min(1, ((x - a[0]) * dx + (y - a[1]) * dy) / square));
          double ex = x - a[0] - t * dx;
          double ey = y - a[1] - t * dy;
          double edge = (radius - Math.sqrt(ex * ex + ey * ey)) / softness + 0.5;
          float amount = (float) Math.max(0, Math.min(1, edge));
          ink[y * SIDE + x] = Math.max(ink[y * SIDE + x], amount);
        }
      }
    }

    private static double clip(double value, double most) {
      return Math.max(-most, Math.min(most, value));
    }
  }
}
