package org.vivarium.audio;

/**
 * The short-time Fourier transform under the root of a Hann window, and its inverse by overlap and
 * addition of frames under the same window (Griffin and Lim 1984). What goes through both unchanged
 * comes back as it was. Frame {@code t} ends with sample {@code (t + 1) hop}, so that all a frame
 * needs has been heard when it is made; before the first sample there is silence.
 */
public final class Stft {
  private final int hop;
  private final Fft fft;
  private final double[] window;

  /**
   * Frames of {@code size} samples, every {@code hop} samples.
   *
   * @param size a power of two
   * @param hop half of it, a quarter or less
   */
  public Stft(int size, int hop) {
    this.fft = new Fft(size);
    if (hop < 1 || hop > size / 2 || size % hop > 0) {
      throw new IllegalArgumentException(
          "frames of %d samples every %d: the step must divide the size, and be at most half of it"
              .formatted(size, hop));
    }
    this.hop = hop;
    this.window = new double[size];
    for (int i = 0; i < size; i++) {
      window[i] = StrictMath.sin(StrictMath.PI * (i + .5) / size);
    }
  }

  public int size() {
    return fft.size();
  }

  public int hop() {
    return hop;
  }

  /** Frequencies in a frame. */
  public int bins() {
    return fft.bins();
  }

  /** Frames that so many samples are in. */
  public int frames(int samples) {
    return (samples + size() - hop + hop - 1) / hop;
  }

  /** The weight of each sample of a frame. */
  public double[] window() {
    return window.clone();
  }

  /**
   * The weight of each sample on the way back: the squares of the windows add up to more than 1.
   */
  public double[] returning() {
    double[] back = window.clone();
    for (int i = 0; i < back.length; i++) {
      back[i] *= 2.0 * hop / size();
    }
    return back;
  }

  /** The spectra of all frames that a signal has a part in. */
  public Spectra of(float[] signal) {
    int frames = frames(signal.length);
    Spectra spectra = new Spectra(new float[frames][bins()], new float[frames][bins()]);
    double[] re = new double[size()];
    double[] im = new double[size()];
    for (int t = 0; t < frames; t++) {
      int from = (t + 1) * hop - size();
      for (int i = 0; i < size(); i++) {
        int at = from + i;
        re[i] = at >= 0 && at < signal.length ? signal[at] : 0;
      }
      analyse(re, im, spectra.re()[t], spectra.im()[t]);
    }
    return spectra;
  }

  /** The signal of so many samples that frames add up to. */
  public float[] signal(Spectra spectra, int samples) {
    double[] sum = new double[samples];
    double[] frame = new double[size()];
    double[] im = new double[size()];
    for (int t = 0; t < spectra.frames(); t++) {
      synthesise(spectra.re()[t], spectra.im()[t], frame, im);
      int from = (t + 1) * hop - size();
      for (int i = Math.max(0, -from); i < size() && from + i < samples; i++) {
        sum[from + i] += frame[i];
      }
    }
    float[] signal = new float[samples];
    for (int i = 0; i < samples; i++) {
      signal[i] = (float) sum[i];
    }
    return signal;
  }

  /** From samples in {@code frame}, which is overwritten as is {@code im}, to their spectrum. */
  void analyse(double[] frame, double[] im, float[] real, float[] imaginary) {
    for (int i = 0; i < frame.length; i++) {
      frame[i] *= window[i];
      im[i] = 0;
    }
    fft.forward(frame, im);
    for (int k = 0; k < bins(); k++) {
      real[k] = (float) frame[k];
      imaginary[k] = (float) im[k];
    }
  }

  /** From a spectrum to samples in {@code frame}, ready to be added. */
  void synthesise(float[] real, float[] imaginary, double[] frame, double[] im) {
    int last = bins() - 1;
    for (int k = 0; k <= last; k++) {
      frame[k] = real[k];
      im[k] = k == 0 || k == last ? 0 : imaginary[k];
    }
    for (int k = 1; k < last; k++) {
      frame[size() - k] = real[k];
      im[size() - k] = -imaginary[k];
    }
    fft.inverse(frame, im);
    for (int i = 0; i < frame.length; i++) {
      frame[i] *= window[i] * 2 * hop / size();
    }
  }
}
