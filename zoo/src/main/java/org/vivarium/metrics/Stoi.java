package org.vivarium.metrics;

import java.util.Arrays;
import org.vivarium.audio.Fft;

/**
 * Short-time objective intelligibility (Taal et al., "An algorithm for intelligibility prediction
 * of time-frequency weighted noisy speech", 2011): how well the loudness of fifteen third-octave
 * bands goes along with the clean speech's over 384 ms, from about 0 to 1.
 */
public final class Stoi {
  /** Samples per second that it is defined for: resample other signals first. */
  public static final int RATE = 10_000;

  private static final int FRAME = 256;
  private static final int HOP = FRAME / 2;
  private static final int BANDS = 15;
  private static final double LOWEST = 150; // Hz, the middle of the first band
  private static final int SEGMENT = 30; // frames
  private static final double RANGE = 40; // dB; frames below it are silent
  private static final double CLIP = 1 + Math.pow(10, 15.0 / 20);
  private static final double EPSILON = 1e-16;
  private static final Fft FFT = new Fft(512);

  private Stoi() {}

  /**
   * Compares two signals of {@link #RATE} samples a second and of one length.
   *
   * @throws IllegalArgumentException where less than 384 ms of the clean one are not silent
   */
  public static double of(float[] clean, float[] processed) {
    SpeechQuality.check(processed, clean);
    boolean[] spoken = spoken(clean);
    double[][] x = bands(without(clean, spoken));
    double[][] y = bands(without(processed, spoken));
    if (x.length < SEGMENT) {
      throw new IllegalArgumentException(
          "STOI needs at least 30 frames of speech, and the clean signal has " + x.length);
    }
    double sum = 0;
    for (int end = SEGMENT; end <= x.length; end++) {
      for (int band = 0; band < BANDS; band++) {
        sum += correlation(column(x, band, end), column(y, band, end));
      }
    }
    return sum / BANDS / (x.length - SEGMENT + 1);
  }

  private static double window(int i) {
    return .5 - .5 * Math.cos(2 * Math.PI * (i + 1) / (FRAME + 1));
  }

  private static int frames(int samples) {
    return samples < FRAME ? 0 : 1 + (samples - FRAME) / HOP;
  }

  /** Which frames of the clean signal are at most 40 dB below its loudest one. */
  private static boolean[] spoken(float[] clean) {
    double[] decibels = new double[frames(clean.length)];
    for (int t = 0; t < decibels.length; t++) {
      double sum = 0;
      for (int i = 0; i < FRAME; i++) {
        double x = window(i) * clean[t * HOP + i];
        sum += x * x;
      }
      decibels[t] = 20 * Math.log10(Math.sqrt(sum) + EPSILON);
    }
    double loudest = Arrays.stream(decibels).max().orElse(0);
    boolean[] spoken = new boolean[decibels.length];
    for (int t = 0; t < spoken.length; t++) {
      spoken[t] = decibels[t] > loudest - RANGE;
    }
    return spoken;
  }

  /** The frames that are spoken, one after the other, overlapping as before. */
  private static double[] without(float[] signal, boolean[] spoken) {
    int kept = 0;
    for (boolean s : spoken) {
      kept += s ? 1 : 0;
    }
    double[] all = new double[kept == 0 ? 0 : (kept - 1) * HOP + FRAME];
    int at = 0;
    for (int t = 0; t < spoken.length; t++) {
      if (spoken[t]) {
        for (int i = 0; i < FRAME; i++) {
          all[at + i] += window(i) * signal[t * HOP + i];
        }
        at += HOP;
      }
    }
    return all;
  }

  /** The magnitudes of the bands, {@code [frames][bands]}. */
  private static double[][] bands(double[] signal) {
    double[][] bands = new double[frames(signal.length)][BANDS];
    for (int t = 0; t < bands.length; t++) {
      double[] re = new double[FFT.size()];
      double[] im = new double[FFT.size()];
      for (int i = 0; i < FRAME; i++) {
        re[i] = window(i) * signal[t * HOP + i];
      }
      FFT.forward(re, im);
      for (int band = 0; band < BANDS; band++) {
        double power = 0;
        for (int k = edge(2 * band - 1); k < edge(2 * band + 1); k++) {
          power += re[k] * re[k] + im[k] * im[k];
        }
        bands[t][band] = Math.sqrt(power);
      }
    }
    return bands;
  }

  /** The frequency that is nearest to so many sixths of an octave above the first band's middle. */
  private static int edge(int sixths) {
    return (int) Math.round(LOWEST * Math.pow(2, sixths / 6.0) * FFT.size() / RATE);
  }

  private static double[] column(double[][] bands, int band, int end) {
    double[] column = new double[SEGMENT];
    for (int i = 0; i < SEGMENT; i++) {
      column[i] = bands[end - SEGMENT + i][band];
    }
    return column;
  }

  /** How the second goes along with the first, made as loud and clipped 15 dB above it. */
  private static double correlation(double[] x, double[] y) {
    double scale = norm(x) / (norm(y) + EPSILON);
    for (int i = 0; i < y.length; i++) {
      y[i] = Math.min(y[i] * scale, x[i] * CLIP);
    }
    centre(x);
    centre(y);
    double dot = 0;
    for (int i = 0; i < x.length; i++) {
      dot += x[i] * y[i];
    }
    return dot / (norm(x) + EPSILON) / (norm(y) + EPSILON);
  }

  private static void centre(double[] x) {
    double mean = Arrays.stream(x).average().orElse(0);
    for (int i = 0; i < x.length; i++) {
      x[i] -= mean;
    }
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(v -> v * v).sum());
  }
}
