package org.vivarium.audio;

/** The signals of src/test/python/sound_golden.py. */
public final class Signals {
  private Signals() {}

  /** Numbers from -1 to 1 that any language computes alike. */
  public static double[] noise(int n, long state) {
    double[] out = new double[n];
    for (int i = 0; i < n; i++) {
      state = (1103515245 * state + 12345) % (1L << 31);
      out[i] = state / (double) (1L << 30) - 1;
    }
    return out;
  }

  /** Harmonics that swell and fade, with pauses. */
  public static float[] voice(int n, int rate) {
    float[] out = new float[n];
    for (int i = 0; i < n; i++) {
      double t = (double) i / rate;
      double swell = Math.max(0, Math.sin(2 * Math.PI * 1.7 * t));
      double tones = 0;
      for (int h = 1; h < 20; h++) {
        tones += Math.sin(2 * Math.PI * 140 * h * t + h) / h;
      }
      out[i] = (float) (.2 * swell * swell * tones);
    }
    return out;
  }

  /** A signal and so much noise. */
  public static float[] noisy(float[] clean, double share, long state) {
    double[] noise = noise(clean.length, state);
    float[] out = new float[clean.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) (clean[i] + share * noise[i]);
    }
    return out;
  }
}
