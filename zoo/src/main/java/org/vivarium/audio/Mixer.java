package org.vivarium.audio;

/** Adds noise to speech. */
public final class Mixer {
  private Mixer() {}

  /** The mean square of a signal. */
  public static double power(float[] signal) {
    double sum = 0;
    for (float x : signal) {
      sum += (double) x * x;
    }
    return sum / signal.length;
  }

  /**
   * Speech with noise of the same length.
   *
   * @param decibels of the power of all the speech, pauses included, over that of the noise
   */
  public static float[] mix(float[] speech, float[] noise, double decibels) {
    double quiet = power(noise);
    double loud = power(speech);
    if (quiet == 0 || loud == 0) {
      throw new IllegalArgumentException(
          "there is no ratio of %s: it is silent"
              .formatted(loud == 0 ? "the speech" : "the noise"));
    }
    float gain = (float) Math.sqrt(loud / quiet / Math.pow(10, decibels / 10));
    float[] mixed = new float[speech.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = speech[i] + gain * noise[i];
    }
    return mixed;
  }
}
