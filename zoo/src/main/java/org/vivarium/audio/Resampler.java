package org.vivarium.audio;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Another sample rate for a signal that comes in pieces: windowed-sinc interpolation, one set of
 * taps for each place that an output can have between two inputs (Crochiere and Rabiner, "Multirate
 * digital signal processing", 1983; the window is Kaiser's). What the lower of both rates cannot
 * hold is filtered out. Output {@code k} stands at the time of input {@code k from / to}.
 */
public final class Resampler {
  private static final int CROSSINGS = 24; // of the sinc on each side
  private static final double BETA = 8; // 80 dB down
  private static final double PASSED = .94; // of the band

  private final int up;
  private final int down;
  private final int half; // taps on each side
  private final float[][] taps; // [place][2 half]
  private float[] buffer = new float[0]; // inputs from `first` on
  private long first;
  private long made;

  public Resampler(int from, int to) {
    int common = BigInteger.valueOf(from).gcd(BigInteger.valueOf(to)).intValue();
    this.up = to / common;
    this.down = from / common;
    double band = Math.min(1, (double) to / from) * PASSED;
    this.half = up == down ? 1 : (int) Math.ceil(CROSSINGS / band);
    this.taps = new float[up][];
    for (int place = 0; place < up; place++) {
      taps[place] = taps((double) place / up, band);
    }
    this.first = -half;
    this.buffer = new float[half]; // silence before the first input
  }

  private float[] taps(double place, double band) {
    float[] h = new float[2 * half];
    if (up == down) {
      h[half - 1] = 1;
      return h;
    }
    double[] exact = new double[2 * half];
    double sum = 0;
    for (int i = 0; i < h.length; i++) {
      double t = place + half - 1 - i; // from this input to the output
      exact[i] = sinc(band * t) * kaiser(t / half);
      sum += exact[i];
    }
    for (int i = 0; i < h.length; i++) {
      h[i] = (float) (exact[i] / sum); // so that what is constant stays so
    }
    return h;
  }

  private static double sinc(double x) {
    return x == 0 ? 1 : StrictMath.sin(StrictMath.PI * x) / (StrictMath.PI * x);
  }

  private static double kaiser(double x) {
    return Math.abs(x) >= 1 ? 0 : bessel(BETA * Math.sqrt(1 - x * x)) / bessel(BETA);
  }

  /** The modified Bessel function of the first kind, of order 0. */
  private static double bessel(double x) {
    double term = 1;
    double sum = 1;
    for (int k = 1; term > 1e-12 * sum; k++) {
      term *= x / (2 * k) * (x / (2 * k));
      sum += term;
    }
    return sum;
  }

  /** How many inputs it hears ahead of an output. */
  public int ahead() {
    return up == down ? 0 : half;
  }

  /** Takes the first {@code count} of these samples, and gives all that can be made by now. */
  public float[] next(float[] samples, int count) {
    int held = buffer.length;
    buffer = Arrays.copyOf(buffer, held + count);
    System.arraycopy(samples, 0, buffer, held, count);
    long heard = first + buffer.length; // the first input that is not there
    long end = Math.max(made, ceil((heard - half) * up, down)); // of outputs whose taps are there
    float[] out = new float[Math.toIntExact(end - made)];
    for (int i = 0; i < out.length; i++, made++) {
      long at = made * down;
      float[] h = taps[(int) (at % up)];
      int from = Math.toIntExact(at / up - half + 1 - first);
      float sum = 0;
      for (int j = 0; j < h.length; j++) {
        sum += h[j] * buffer[from + j];
      }
      out[i] = sum;
    }
    int unused = (int) Math.min(buffer.length, made * down / up - half + 1 - first);
    buffer = Arrays.copyOfRange(buffer, unused, buffer.length);
    first += unused;
    return out;
  }

  /** What is left when nothing comes any more. */
  public float[] finish() {
    return next(new float[half], half);
  }

  private static long ceil(long a, long b) {
    return -Math.floorDiv(-a, b);
  }

  /** A whole signal at another rate: as many samples as its time holds, rounded up. */
  public static float[] resample(float[] signal, int from, int to) {
    Resampler resampler = new Resampler(from, to);
    float[] most = resampler.next(signal, signal.length);
    float[] rest = resampler.finish();
    int length = Math.toIntExact(ceil((long) signal.length * to, from));
    float[] all = Arrays.copyOf(most, length);
    System.arraycopy(rest, 0, all, most.length, Math.min(rest.length, length - most.length));
    return all;
  }
}
