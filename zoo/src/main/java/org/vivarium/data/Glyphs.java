package org.vivarium.data;

import java.util.ArrayList;
import java.util.List;

/**
 * The strokes of the ten digits as people write them, several ways each. A stroke is a row of
 * points that a smooth curve is drawn through, in a box of 100 by 100 with y pointing down; a point
 * written twice is a corner.
 */
final class Glyphs {
  private Glyphs() {}

  /** The ways to write each digit, {@code [digit][way]}, a stroke between bars. */
  private static final String[][] WAYS = {
    {
      "64,4 46,1 17,16 6,50 17,84 50,99 83,84 94,50 83,16 54,2 42,4",
      "78,14 54,1 22,12 6,46 13,80 42,99 76,88 94,54 88,22 64,4",
      "42,3 16,18 5,52 18,86 48,99 80,86 95,50 84,16 54,1 30,9",
    },
    {
      "50,0 50,35 50,70 50,100",
      "26,26 40,16 52,2 52,2 51,50 50,100",
      "28,22 52,3 52,3 52,50 52,97 | 22,98 50,97 80,98",
      "58,0 52,50 44,100",
    },
    {
      "14,26 30,5 62,2 82,24 72,50 42,76 12,96 12,96 50,95 90,96",
      "16,24 34,4 66,4 80,28 64,58 36,86 18,92 16,80 32,78 56,93 94,92",
      "12,18 40,2 74,8 80,34 58,62 14,94 14,94 46,90 88,97",
    },
    {
      "16,14 44,1 76,10 76,34 42,47 42,47 78,54 86,80 52,99 12,88",
      "16,5 48,5 80,4 80,4 60,24 42,42 42,42 78,50 86,78 54,99 14,88",
      "18,12 50,1 76,18 62,40 44,46 54,50 80,66 72,92 40,99 10,86",
    },
    {
      "28,2 20,30 12,58 12,58 50,58 88,56 | 68,26 66,60 64,100",
      "66,2 38,34 8,66 8,66 50,65 94,64 | 68,3 67,50 64,100",
      "22,4 18,34 28,50 60,48 80,40 | 78,4 74,50 66,100",
    },
    {
      "32,5 28,24 24,44 24,44 54,36 84,56 80,86 46,99 12,90 | 32,5 58,5 86,3",
      "84,5 60,4 34,6 34,6 30,24 24,42 24,42 56,38 86,58 78,88 44,99 12,86",
      "78,4 46,6 26,22 34,42 62,52 80,70 68,94 38,99 12,88",
    },
    {
      "68,2 36,24 14,62 24,92 54,99 82,80 74,56 46,52 18,74",
      "46,0 26,34 16,70 34,97 66,94 80,74 62,58 36,64 20,82",
      "80,6 52,6 22,34 12,70 34,98 72,92 84,68 60,52 28,60 14,76",
    },
    {
      "12,6 48,5 86,5 86,5 60,46 40,100",
      "14,6 50,6 86,4 86,4 64,44 46,100 | 32,52 56,50 80,48",
      "12,22 14,6 14,6 50,7 86,4 86,4 62,40 52,70 48,100",
    },
    {
      "74,16 48,2 22,18 36,40 64,56 82,78 50,99 18,80 36,54 64,40 78,20 66,6",
      "52,2 28,10 26,36 50,47 74,36 74,12 50,2 | 50,47 20,60 16,88 50,99 84,88 80,60 48,47",
      "80,8 50,4 24,20 44,44 74,66 70,94 34,98 18,76 44,52 72,32 82,6",
    },
    {
      "80,22 54,2 22,18 20,44 48,56 76,42 82,16 82,16 80,60 72,100",
      "78,26 60,3 28,8 16,36 40,54 70,42 80,16 80,16 80,58 62,94 22,92",
      "72,30 58,52 26,46 18,20 48,2 76,14 76,44 60,76 40,100",
    },
  };

  /** The strokes {@code [stroke][point][x, y]} of each way to write each digit, in 0..1. */
  static final List<List<double[][][]>> STROKES = parse(WAYS);

  /** Reads ways to write each of some characters. */
  static List<List<double[][][]>> parse(String[][] all) {
    List<List<double[][][]>> digits = new ArrayList<>();
    for (String[] ways : all) {
      List<double[][][]> digit = new ArrayList<>();
      for (String way : ways) {
        String[] strokes = way.split(" \\| ", -1);
        double[][][] points = new double[strokes.length][][];
        for (int s = 0; s < strokes.length; s++) {
          String[] pairs = strokes[s].split(" ", -1);
          points[s] = new double[pairs.length][];
          for (int p = 0; p < pairs.length; p++) {
            String[] xy = pairs[p].split(",", -1);
            points[s][p] =
                new double[] {Integer.parseInt(xy[0]) / 100.0, Integer.parseInt(xy[1]) / 100.0};
          }
        }
        digit.add(points);
      }
      digits.add(List.copyOf(digit));
    }
    return List.copyOf(digits);
  }
}
