package org.vivarium.audio;

/**
 * What speech recognisers are given of a sound: every 10 ms the logarithms of its mel bands in 25
 * ms under a Hann window, or their cosine transform, the mel-frequency cepstral coefficients (Davis
 * and Mermelstein 1980).
 *
 * @param rate samples per second of the sounds
 * @param bands of the mel filter bank, from 60 Hz to half the rate
 * @param coefficients of the cosine transform; 0 for the bands themselves
 * @param centred whether each number's mean over the sound is taken off, and with it what the
 *     microphone and the room add to all steps (Atal 1974)
 */
public record SpeechFeatures(int rate, int bands, int coefficients, boolean centred) {
  private static final double LOW = 60;
  private static final float QUIET = 1e-6f;

  public SpeechFeatures {
    if (coefficients < 0 || coefficients > bands) {
      throw new IllegalArgumentException(
          "%d coefficients of %d mel bands: there are at most as many"
              .formatted(coefficients, bands));
    }
  }

  /** Numbers in a step. */
  public int size() {
    return coefficients == 0 ? bands : coefficients;
  }

  private int frame() {
    return rate / 40;
  }

  private int hop() {
    return rate / 100;
  }

  /** Steps of a sound of so many samples; at least one. */
  public int steps(int samples) {
    return 1 + Math.max(0, samples - frame()) / hop();
  }

  /** {@code [steps][size]}. */
  public float[][] of(float[] samples) {
    Fft fft = new Fft(2 * Integer.highestOneBit(frame() - 1));
    MelBank bank = new MelBank(bands, fft.bins(), rate, LOW, rate / 2.0);
    float[][] steps = new float[steps(samples.length)][];
    for (int t = 0; t < steps.length; t++) {
      float[] logs = bank.of(power(fft, samples, t * hop()));
      for (int band = 0; band < bands; band++) {
        logs[band] = (float) Math.log(logs[band] + QUIET);
      }
      steps[t] = coefficients == 0 ? logs : cosine(logs);
    }
    if (centred) {
      centre(steps);
    }
    return steps;
  }

  private void centre(float[][] steps) {
    for (int f = 0; f < size(); f++) {
      double mean = 0;
      for (float[] step : steps) {
        mean += step[f] / steps.length;
      }
      for (float[] step : steps) {
        step[f] -= (float) mean;
      }
    }
  }

  private float[] power(Fft fft, float[] samples, int from) {
    double[] re = new double[fft.size()];
    double[] im = new double[fft.size()];
    for (int i = 0; i < frame() && from + i < samples.length; i++) {
      double hann = .5 - .5 * Math.cos(2 * Math.PI * i / frame());
      re[i] = samples[from + i] * hann;
    }
    fft.forward(re, im);
    float[] power = new float[fft.bins()];
    for (int k = 0; k < power.length; k++) {
      power[k] = (float) (re[k] * re[k] + im[k] * im[k]);
    }
    return power;
  }

  /** The orthonormal cosine transform of type II. */
  private float[] cosine(float[] logs) {
    float[] out = new float[coefficients];
    for (int c = 0; c < coefficients; c++) {
      double sum = 0;
      for (int band = 0; band < bands; band++) {
        sum += logs[band] * Math.cos(Math.PI * c * (band + .5) / bands);
      }
      out[c] = (float) (sum * Math.sqrt((c == 0 ? 1.0 : 2.0) / bands));
    }
    return out;
  }
}
