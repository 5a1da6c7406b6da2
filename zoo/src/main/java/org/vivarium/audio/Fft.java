package org.vivarium.audio;

/**
 * The fast Fourier transform of a size that is a power of two (Cooley and Tukey 1965). It holds
 * only tables, and may be shared by threads.
 */
public final class Fft {
  private final int size;
  private final double[] cos;
  private final double[] sin;

  public Fft(int size) {
    if (size < 2 || Integer.bitCount(size) != 1) {
      throw new IllegalArgumentException(
          "a Fourier transform of %d points: it must be a power of two".formatted(size));
    }
    this.size = size;
    this.cos = new double[size / 2];
    this.sin = new double[size / 2];
    for (int i = 0; i < size / 2; i++) {
      cos[i] = StrictMath.cos(2 * StrictMath.PI * i / size);
      sin[i] = StrictMath.sin(2 * StrictMath.PI * i / size);
    }
  }

  /** Points. */
  public int size() {
    return size;
  }

  /** Frequencies of a real signal, from 0 to half the sample rate. */
  public int bins() {
    return size / 2 + 1;
  }

  /** {@code X[k] = sum x[n] exp(-2 pi i k n / size)}, in place. */
  public void forward(double[] re, double[] im) {
    transform(re, im);
  }

  /** The inverse of {@link #forward}, in place. */
  public void inverse(double[] re, double[] im) {
    transform(im, re); // exchanging the parts turns the circle the other way
    for (int i = 0; i < size; i++) {
      re[i] /= size;
      im[i] /= size;
    }
  }

  private void transform(double[] re, double[] im) {
    reorder(re, im);
    for (int half = 1; half < size; half *= 2) {
      int stride = size / (2 * half);
      for (int start = 0; start < size; start += 2 * half) {
        for (int k = 0; k < half; k++) {
          int a = start + k;
          int b = a + half;
          double c = cos[k * stride];
          double s = sin[k * stride];
          double x = re[b] * c + im[b] * s;
          double y = im[b] * c - re[b] * s;
          re[b] = re[a] - x;
          im[b] = im[a] - y;
          re[a] += x;
          im[a] += y;
        }
      }
    }
  }

  /** Puts every point where its index read backwards, bit by bit, says. */
  private void reorder(double[] re, double[] im) {
    int shift = Integer.SIZE - Integer.numberOfTrailingZeros(size);
    for (int i = 0; i < size; i++) {
      int j = Integer.reverse(i) >>> shift;
      if (j > i) {
        double x = re[i];
        re[i] = re[j];
        re[j] = x;
        double y = im[i];
        im[i] = im[j];
        im[j] = y;
      }
    }
  }
}
