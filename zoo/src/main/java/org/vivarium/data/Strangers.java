package org.vivarium.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What {@link Digits}' hand writes that is no digit: letters, and digits whose strokes went astray.
 * White on black, 28x28x1; image i is a function of the seed and i.
 */
public final class Strangers {
  private static final List<String> LETTERS =
      List.of("A", "E", "H", "K", "M", "N", "R", "T", "W", "X");

  private static final List<List<double[][][]>> STROKES =
      Glyphs.parse(
          new String[][] {
            {"50,0 30,50 10,100 | 50,0 70,50 90,100 | 26,64 50,62 74,64"},
            {"80,4 50,5 20,6 20,6 20,50 20,96 20,96 50,97 82,96 | 20,50 45,49 68,50"},
            {"18,2 18,50 18,98 | 82,2 82,50 82,98 | 18,50 50,49 82,50"},
            {"20,2 20,50 20,98 | 80,4 50,30 22,54 22,54 52,74 84,98"},
            {"10,98 14,50 20,2 20,2 36,40 50,66 50,66 66,40 80,2 80,2 86,50 90,98"},
            {"16,98 16,50 16,2 16,2 50,50 84,98 84,98 84,50 84,2"},
            {"20,98 20,50 20,4 20,4 60,6 78,26 56,48 22,50 22,50 54,74 84,98"},
            {"10,5 50,4 90,5 | 50,4 50,50 50,98"},
            {"8,4 18,50 28,96 28,96 40,60 50,36 50,36 60,60 72,96 72,96 82,50 92,4"},
            {"14,4 50,50 86,96 | 86,4 50,50 14,96"},
          });

  private static final double ASTRAY = .3; // of the box, how far a point goes at most

  private Strangers() {}

  /** So many letters, ten kinds in turn. */
  public static Images letters(int count, long seed) {
    return drawn(
        "letters",
        count,
        LETTERS,
        i -> Digits.draw(STROKES.get(i % 10), new Draws(seed, "letters", i)));
  }

  /** So many digits, 0 to 9 in turn, each point of which is moved at random. */
  public static Images astray(int count, long seed) {
    return drawn(
        "astray",
        count,
        IntStream.range(0, 10).mapToObj(i -> i + " astray").toList(),
        i -> {
          Draws draws = new Draws(seed, "astray", i);
          List<double[][][]> ways =
              Glyphs.STROKES.get(i % 10).stream().map(way -> moved(way, draws)).toList();
          return Digits.draw(ways, draws);
        });
  }

  private interface Drawn {
    byte[] draw(int i);
  }

  private static Images drawn(String name, int count, List<String> classes, Drawn drawn) {
    if (count < 1) {
      throw new IllegalArgumentException(count + " images to draw: ask for at least 1");
    }
    byte[][] pixels = new byte[count][];
    IntStream.range(0, count).parallel().forEach(i -> pixels[i] = drawn.draw(i));
    int[] labels = IntStream.range(0, count).map(i -> i % classes.size()).toArray();
    return new Images(name, Digits.SIDE, Digits.SIDE, 1, pixels, labels, classes);
  }

  private static double[][][] moved(double[][][] way, Draws draws) {
    double[][][] moved = new double[way.length][][];
    for (int s = 0; s < way.length; s++) {
      moved[s] = new double[way[s].length][];
      for (int p = 0; p < way[s].length; p++) {
        moved[s][p] =
            new double[] {
              way[s][p][0] + draws.uniform(-ASTRAY, ASTRAY),
              way[s][p][1] + draws.uniform(-ASTRAY, ASTRAY)
            };
      }
    }
    return moved;
  }
}
