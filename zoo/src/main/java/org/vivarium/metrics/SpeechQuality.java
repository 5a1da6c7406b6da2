package org.vivarium.metrics;

/** How near a signal is to the clean one, in decibels. */
public final class SpeechQuality {
  private static final double FRAME = .032; // seconds
  private static final double WORST = -10;
  private static final double BEST = 35;
  private static final double NOTHING = 1e-10;

  private SpeechQuality() {}

  /**
   * The scale-invariant signal-to-distortion ratio (Le Roux et al., "SDR – half-baked or well
   * done?", 2019), without taking off means.
   *
   * @throws IllegalArgumentException where the clean signal is silent, or lengths differ
   */
  public static double siSdr(float[] estimate, float[] clean) {
    check(estimate, clean);
    double dot = 0;
    double power = 0;
    for (int i = 0; i < clean.length; i++) {
      dot += (double) estimate[i] * clean[i];
      power += (double) clean[i] * clean[i];
    }
    if (power == 0) {
      throw new IllegalArgumentException("the clean signal is silent");
    }
    double scale = dot / power;
    double signal = scale * scale * power;
    double distortion = 0;
    for (int i = 0; i < clean.length; i++) {
      double apart = estimate[i] - scale * clean[i];
      distortion += apart * apart;
    }
    return 10 * Math.log10((signal + NOTHING) / (distortion + NOTHING));
  }

  /**
   * The mean over frames of 32 ms of the signal-to-noise ratio, each within -10 to 35 dB (Hansen
   * and Pellom 1998); frames in which the clean signal is silent do not count.
   *
   * @param rate samples per second
   */
  public static double segmentalSnr(float[] estimate, float[] clean, int rate) {
    check(estimate, clean);
    int frame = (int) (FRAME * rate);
    double sum = 0;
    int frames = 0;
    for (int from = 0; from + frame <= clean.length; from += frame) {
      double signal = 0;
      double noise = 0;
      for (int i = from; i < from + frame; i++) {
        signal += (double) clean[i] * clean[i];
        double apart = estimate[i] - clean[i];
        noise += apart * apart;
      }
      if (signal > NOTHING * frame) {
        double ratio = 10 * Math.log10(signal / (noise + NOTHING * frame));
        sum += Math.max(WORST, Math.min(BEST, ratio));
        frames++;
      }
    }
    if (frames == 0) {
      throw new IllegalArgumentException("the clean signal is silent, or shorter than 32 ms");
    }
    return sum / frames;
  }

  static void check(float[] estimate, float[] clean) {
    if (estimate.length != clean.length) {
      throw new IllegalArgumentException(
          "a signal of %d samples cannot be compared to one of %d"
              .formatted(estimate.length, clean.length));
    }
  }
}
