package org.vivarium.audio;

/**
 * The spectra of a signal's frames.
 *
 * @param re real parts, {@code [frames][bins]}
 * @param im imaginary parts
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by nobody
public record Spectra(float[][] re, float[][] im) {
  public int frames() {
    return re.length;
  }

  /** Squared magnitudes, {@code [frames][bins]}. */
  public float[][] power() {
    float[][] power = new float[re.length][];
    for (int t = 0; t < power.length; t++) {
      power[t] = power(re[t], im[t]);
    }
    return power;
  }

  /** Squared magnitudes of one frame. */
  public static float[] power(float[] re, float[] im) {
    float[] power = new float[re.length];
    for (int k = 0; k < power.length; k++) {
      power[k] = re[k] * re[k] + im[k] * im[k];
    }
    return power;
  }
}
