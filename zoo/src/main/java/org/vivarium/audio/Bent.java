package org.vivarium.audio;

/** Recordings as somebody else, or another microphone, might have made them: augmentation. */
public final class Bent {
  private Bent() {}

  /** The same in a shorter time and higher, by cubic interpolation. */
  public static float[] faster(float[] x, double speed) {
    float[] y = new float[Math.max(1, (int) (x.length / speed))];
    for (int i = 0; i < y.length; i++) {
      double place = i * speed;
      int k = (int) place;
      float t = (float) (place - k);
      float a = x[Math.max(0, k - 1)];
      float b = x[Math.min(x.length - 1, k)];
      float c = x[Math.min(x.length - 1, k + 1)];
      float d = x[Math.min(x.length - 1, k + 2)];
      float slope = (c - a) / 2;
      float next = (d - b) / 2;
      y[i] =
          b + t * (slope + t * (3 * (c - b) - 2 * slope - next + t * (2 * (b - c) + slope + next)));
    }
    return y;
  }

  /** Duller where {@code by} is above 0, brighter below. */
  public static float[] tilted(float[] x, double by) {
    float[] y = new float[x.length];
    float last = 0;
    for (int i = 0; i < x.length; i++) {
      y[i] = (float) (x[i] + by * last);
      last = x[i];
    }
    return y;
  }
}
