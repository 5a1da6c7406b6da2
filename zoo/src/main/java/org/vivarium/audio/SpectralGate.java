package org.vivarium.audio;

/**
 * Closes on every frequency that is not clearly louder than its noise floor, and opens on those
 * that are (spectral gating, as in audio editors), smoothed over frequency and time.
 */
public final class SpectralGate implements Suppressor {
  private static final int NEIGHBOURS = 1;

  private final NoiseFloor floor;
  private final float threshold;
  private final float closed;
  private final float release;
  private float[] last;

  /**
   * A gate.
   *
   * @param floor of the noise
   * @param decibels above the floor where it is half open
   * @param closed the gain that is left, such as .1
   * @param release how much of its gain it keeps from frame to frame while it closes
   */
  public SpectralGate(NoiseFloor floor, double decibels, float closed, float release) {
    this.floor = floor;
    this.threshold = (float) Math.pow(10, decibels / 10);
    this.closed = closed;
    this.release = release;
  }

  @Override
  public float[] gains(float[] power) {
    float[] noise = floor.next(power);
    float[] open = new float[power.length];
    for (int k = 0; k < open.length; k++) {
      float ratio = power[k] / Math.max(1e-12f, threshold * noise[k]);
      open[k] = ratio * ratio / (1 + ratio * ratio);
    }
    float[] gains = new float[power.length];
    for (int k = 0; k < gains.length; k++) {
      int from = Math.max(0, k - NEIGHBOURS);
      int to = Math.min(gains.length - 1, k + NEIGHBOURS);
      float sum = 0;
      for (int j = from; j <= to; j++) {
        sum += open[j];
      }
      float gain = closed + (1 - closed) * sum / (to - from + 1);
      gains[k] = last == null ? gain : Math.max(gain, release * last[k]);
    }
    last = gains.clone();
    return gains;
  }
}
