package org.vivarium.audio;

/**
 * Triangular filters that lie as far apart as the ear hears them: on the mel scale {@code 2595
 * log10(1 + f / 700)} (O'Shaughnessy 1987), each reaching from its left neighbour's peak to its
 * right one's, of height 1 (as in HTK).
 */
public final class MelBank {
  private final float[][] filters; // [bands][bins]

  /**
   * Filters for spectra.
   *
   * @param bands how many
   * @param bins of a spectrum, from 0 to half the rate
   * @param low where the first one begins, in Hz
   * @param high where the last one ends, at most half the rate
   */
  public MelBank(int bands, int bins, int rate, double low, double high) {
    if (bands < 1 || !(low >= 0 && low < high && high <= rate / 2.0)) {
      throw new IllegalArgumentException(
          "%d mel bands from %s to %s Hz cannot be cut from sounds of %d samples a second"
              .formatted(bands, low, high, rate));
    }
    filters = new float[bands][bins];
    double first = mel(low);
    double step = (mel(high) - first) / (bands + 1);
    for (int band = 0; band < bands; band++) {
      double left = hertz(first + band * step);
      double peak = hertz(first + (band + 1) * step);
      double right = hertz(first + (band + 2) * step);
      for (int k = 0; k < bins; k++) {
        double f = k * rate / 2.0 / (bins - 1);
        double height = Math.min((f - left) / (peak - left), (right - f) / (right - peak));
        filters[band][k] = (float) Math.max(0, height);
      }
    }
  }

  private static double mel(double hertz) {
    return 2595 * Math.log10(1 + hertz / 700);
  }

  private static double hertz(double mel) {
    return 700 * (Math.pow(10, mel / 2595) - 1);
  }

  public int bands() {
    return filters.length;
  }

  /** What each band holds of the powers of frequencies. */
  public float[] of(float[] power) {
    float[] sums = new float[filters.length];
    for (int band = 0; band < sums.length; band++) {
      for (int k = 0; k < power.length; k++) {
        sums[band] += filters[band][k] * power[k];
      }
    }
    return sums;
  }
}
