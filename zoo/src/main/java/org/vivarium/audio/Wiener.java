package org.vivarium.audio;

/**
 * The Wiener filter {@code snr / (1 + snr)}, the signal-to-noise ratio of each frequency being
 * guessed from the frame before and this one (the decision-directed rule of Ephraim and Malah,
 * "Speech enhancement using a minimum mean-square error short-time spectral amplitude estimator",
 * 1984; Scalart and Filho 1996).
 */
public final class Wiener implements Suppressor {
  private final NoiseFloor floor;
  private final float before;
  private final float least;
  private float[] kept; // power of what was let through of the last frame

  /**
   * A filter.
   *
   * @param floor of the noise
   * @param before the weight of the frame before, .9 to .98
   * @param least the lowest gain, such as .1
   */
  public Wiener(NoiseFloor floor, float before, float least) {
    this.floor = floor;
    this.before = before;
    this.least = least;
  }

  @Override
  public float[] gains(float[] power) {
    float[] noise = floor.next(power);
    float[] gains = new float[power.length];
    if (kept == null) {
      kept = new float[power.length];
    }
    for (int k = 0; k < gains.length; k++) {
      float n = Math.max(1e-12f, noise[k]);
      float now = Math.max(0, power[k] / n - 1);
      float snr = before * kept[k] / n + (1 - before) * now;
      gains[k] = Math.max(least, snr / (1 + snr));
      kept[k] = gains[k] * gains[k] * power[k];
    }
    return gains;
  }
}
