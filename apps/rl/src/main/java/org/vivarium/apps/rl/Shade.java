package org.vivarium.apps.rl;

/** Colours for numbers from 0 to 1: dark blue, green, yellow, of even steps to the eye. */
final class Shade {
  private static final int[][] STOPS = {
    {68, 1, 84}, {59, 82, 139}, {33, 145, 140}, {94, 201, 98}, {253, 231, 37}
  };

  private Shade() {}

  /** Writes red, green and blue. */
  static void put(byte[] pixels, int at, double share) {
    double place = Math.max(0, Math.min(1, share)) * (STOPS.length - 1);
    int stop = Math.min((int) place, STOPS.length - 2);
    for (int c = 0; c < 3; c++) {
      double colour = STOPS[stop][c] + (STOPS[stop + 1][c] - STOPS[stop][c]) * (place - stop);
      pixels[at + c] = (byte) Math.round(colour);
    }
  }
}
