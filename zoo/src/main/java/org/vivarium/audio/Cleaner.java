package org.vivarium.audio;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Takes the noise off a signal while it comes in: as many samples come out as go in, later by a
 * fixed number of them.
 */
public final class Cleaner {
  private final Stft stft;
  private final Suppressor suppressor;
  private final float[] heard; // the last frame
  private final double[] adding; // what frames so far have added from the next output on
  private final double[] re;
  private final double[] im;
  private final Deque<float[][]> waiting = new ArrayDeque<>();

  public Cleaner(Stft stft, Suppressor suppressor) {
    this.stft = stft;
    this.suppressor = suppressor;
    this.heard = new float[stft.size()];
    this.adding = new double[stft.size()];
    this.re = new double[stft.size()];
    this.im = new double[stft.size()];
  }

  /** By how many samples {@link #next}'s answer lies behind what it is given. */
  public static int delay(Stft stft, int ahead) {
    return stft.size() - stft.hop() + ahead * stft.hop();
  }

  /**
   * By how many samples the answer lies behind in all: a hop has to be full before it is looked at.
   */
  public static int latency(Stft stft, int ahead) {
    return delay(stft, ahead) + stft.hop();
  }

  /** Takes a hop of samples and gives one, of {@link #delay} samples before. */
  public float[] next(float[] hop) {
    int size = stft.size();
    int step = stft.hop();
    System.arraycopy(heard, step, heard, 0, size - step);
    System.arraycopy(hop, 0, heard, size - step, step);
    for (int i = 0; i < size; i++) {
      re[i] = heard[i];
    }
    float[][] spectrum = new float[2][stft.bins()];
    stft.analyse(re, im, spectrum[0], spectrum[1]);
    waiting.add(spectrum);
    float[] gains = suppressor.gains(Spectra.power(spectrum[0], spectrum[1]));
    if (waiting.size() > suppressor.ahead()) {
      add(waiting.remove(), gains);
    }
    float[] out = new float[step];
    for (int i = 0; i < step; i++) {
      out[i] = (float) adding[i];
    }
    System.arraycopy(adding, step, adding, 0, size - step);
    Arrays.fill(adding, size - step, size, 0);
    return out;
  }

  private void add(float[][] spectrum, float[] gains) {
    for (int k = 0; k < gains.length; k++) {
      spectrum[0][k] *= gains[k];
      spectrum[1][k] *= gains[k];
    }
    stft.synthesise(spectrum[0], spectrum[1], re, im);
    for (int i = 0; i < re.length; i++) {
      adding[i] += re[i];
    }
  }

  /** A whole signal, cleaned, with the delay taken off. */
  public static float[] clean(Stft stft, Suppressor suppressor, float[] signal) {
    Cleaner cleaner = new Cleaner(stft, suppressor);
    int step = stft.hop();
    int delay = delay(stft, suppressor.ahead());
    float[] cleaned = new float[signal.length];
    for (int from = 0; from < signal.length + delay; from += step) {
      float[] in = new float[step];
      int there = Math.max(0, Math.min(step, signal.length - from));
      System.arraycopy(signal, Math.min(from, signal.length), in, 0, there);
      float[] out = cleaner.next(in);
      for (int i = 0; i < step; i++) {
        int at = from + i - delay;
        if (at >= 0 && at < cleaned.length) {
          cleaned[at] = out[i];
        }
      }
    }
    return cleaned;
  }
}
