package org.vivarium.report;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How loud each frequency is over time: time to the right, frequency upwards, and the brighter the
 * louder, over a range of 70 dB below the loudest of {@code loudest}.
 *
 * @param power squared magnitudes, {@code [frames][bins]}, the lowest frequency first
 * @param seconds that they span
 * @param top of the scale at its left
 * @param unit of that scale, such as {@code kHz}
 * @param loudest the power that is brightest; the same for pictures that are to be compared
 */
@SuppressWarnings("ArrayRecordComponent") // written by nobody, compared by nobody
public record Spectrogram(
    String title, float[][] power, double seconds, double top, String unit, double loudest)
    implements Chart {
  private static final double RANGE = 70; // dB
  private static final double PLOT = 130;
  private static final double LEFT = 42;
  private static final int[][] COLOURS = { // dark to bright, and so for the colour-blind
    {0, 0, 4},
    {40, 11, 84},
    {101, 21, 110},
    {159, 42, 99},
    {212, 72, 66},
    {245, 125, 21},
    {250, 193, 39},
    {252, 255, 164}
  };

  public Spectrogram {
    if (power.length == 0 || power[0].length == 0) {
      throw new IllegalArgumentException("'%s' has nothing to draw".formatted(title));
    }
  }

  /** With bands of any kind, counted from 0, and its own loudest as the brightest. */
  public static Spectrogram of(String title, float[][] power, double seconds, String unit) {
    return new Spectrogram(title, power, seconds, power[0].length, unit, loudest(power));
  }

  private static double loudest(float[][] power) {
    double most = 0;
    for (float[] frame : power) {
      for (float p : frame) {
        most = Math.max(most, p);
      }
    }
    return most;
  }

  @Override
  public String svg() {
    double width = Svg.WIDTH;
    double above = Svg.TITLE;
    double right = width - 8;
    Svg svg = new Svg(width, above + PLOT + 36, title, description());
    svg.image(LEFT, above, right - LEFT, PLOT, picture().dataUri());
    Axis x = Axis.exact(0, seconds, 8, false);
    for (double tick : x.ticks()) {
      double at = LEFT + (right - LEFT) * x.at(tick);
      svg.line(at, above + PLOT, at, above + PLOT + 4, "rule");
      svg.text(at, above + PLOT + 17, "axis", "middle", x.label(tick));
    }
    Axis y = Axis.exact(0, top, 4, false);
    for (double tick : y.ticks()) {
      svg.text(LEFT - 5, above + PLOT * (1 - y.at(tick)) + 4, "axis", "end", y.label(tick));
    }
    svg.text((LEFT + right) / 2, above + PLOT + 32, "muted", "middle", "seconds");
    svg.upward(11, above + PLOT / 2, "muted", "middle", unit, PLOT, 12);
    return svg.end();
  }

  private Picture picture() {
    int wide = power.length;
    int tall = power[0].length;
    byte[] pixels = new byte[3 * wide * tall];
    for (int t = 0; t < wide; t++) {
      for (int k = 0; k < tall; k++) {
        double decibels = 10 * Math.log10((power[t][k] + 1e-30) / Math.max(loudest, 1e-30));
        int[] colour = colour(Math.max(0, Math.min(1, 1 + decibels / RANGE)));
        int at = 3 * ((tall - 1 - k) * wide + t);
        for (int c = 0; c < 3; c++) {
          pixels[at + c] = (byte) colour[c];
        }
      }
    }
    return new Picture(tall, wide, 3, pixels);
  }

  private static int[] colour(double strength) {
    double place = strength * (COLOURS.length - 1);
    int i = Math.min(COLOURS.length - 2, (int) place);
    int[] mixed = new int[3];
    for (int c = 0; c < 3; c++) {
      mixed[c] = (int) (COLOURS[i][c] + (place - i) * (COLOURS[i + 1][c] - COLOURS[i][c]));
    }
    return mixed;
  }

  private String description() {
    return "Loudness of %d frequencies up to %s %s over %s seconds."
        .formatted(power[0].length, Format.number(top), unit, Format.number(seconds));
  }

  /**
   * Spectrograms of signals to compare: the loudest of the first one is the brightest of all.
   *
   * @param hertz of the highest frequency
   */
  public static List<Spectrogram> compared(
      List<String> titles, List<float[][]> powers, double seconds, double hertz) {
    double loudest = loudest(powers.get(0));
    return IntStream.range(0, titles.size())
        .mapToObj(
            i ->
                new Spectrogram(
                    titles.get(i), powers.get(i), seconds, hertz / 1000, "kHz", loudest))
        .toList();
  }
}
