package org.vivarium.audio;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The power of the noise in each frequency, followed while somebody speaks: the minimum of the
 * smoothed power over the last second or two, which speech pauses reach again and again, made up
 * for being a minimum (Martin, "Noise power spectral density estimation based on optimal smoothing
 * and minimum statistics", 2001, with fixed smoothing in place of the optimal one).
 */
public final class NoiseFloor {
  private static final float SMOOTHING = .85f;
  private static final int PARTS = 8; // of the time that is looked back over

  private final int part; // frames in one of them
  private final float bias;
  private final Deque<float[]> minima = new ArrayDeque<>();
  private float[] smoothed;
  private float[] current;
  private int frames;

  /**
   * A floor that looks back over so many frames.
   *
   * @param bias how many times the mean of noise is its minimum, 1.5 to 2 for a second or two
   */
  public NoiseFloor(int frames, float bias) {
    this.part = Math.max(1, frames / PARTS);
    this.bias = bias;
  }

  /** Takes the powers of a frame and gives those of the noise in it. */
  public float[] next(float[] power) {
    if (smoothed == null) {
      smoothed = power.clone();
      current = power.clone();
    }
    if (frames > 0 && frames % part == 0) {
      minima.add(current);
      current = smoothed.clone();
      if (minima.size() >= PARTS) {
        minima.remove();
      }
    }
    frames++;
    float[] floor = new float[power.length];
    for (int k = 0; k < power.length; k++) {
      smoothed[k] = SMOOTHING * smoothed[k] + (1 - SMOOTHING) * power[k];
      current[k] = Math.min(current[k], smoothed[k]);
      floor[k] = current[k];
    }
    for (float[] past : minima) {
      for (int k = 0; k < floor.length; k++) {
        floor[k] = Math.min(floor[k], past[k]);
      }
    }
    for (int k = 0; k < floor.length; k++) {
      floor[k] *= bias;
    }
    return floor;
  }
}
