package org.vivarium.metrics;

/** How near an image is to another, both {@code [height, width, channels]} in 0..1, row by row. */
public final class ImageQuality {
  private static final double SIGMA = 1.5;
  private static final int REACH = 5; // a window of 11
  private static final double C1 = .01 * .01;
  private static final double C2 = .03 * .03;

  private ImageQuality() {}

  /** The peak signal-to-noise ratio in decibels; infinite for equal images. */
  public static double psnr(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException(
          "images of %d and %d numbers cannot be compared".formatted(a.length, b.length));
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      double d = a[i] - b[i];
      sum += d * d;
    }
    return 10 * Math.log10(a.length / sum);
  }

  /**
   * The structural similarity (Wang et al., "Image quality assessment: from error visibility to
   * structural similarity", 2004), at most 1: with a Gaussian window of 11x11 pixels and a
   * deviation of 1.5, as the mean over where the window lies inside the image, and over the
   * channels.
   */
  public static double ssim(float[] a, float[] b, int height, int width, int channels) {
    int size = height * width * channels;
    if (a.length != size || b.length != size || Math.min(height, width) <= 2 * REACH) {
      throw new IllegalArgumentException(
          "%d and %d numbers are no two images of %dx%dx%d, of at least 11x11 pixels"
              .formatted(a.length, b.length, height, width, channels));
    }
    double sum = 0;
    for (int c = 0; c < channels; c++) {
      sum += ssim(channel(a, channels, c), channel(b, channels, c), height, width);
    }
    return sum / channels;
  }

  private static double ssim(double[] x, double[] y, int height, int width) {
    double[] mx = smooth(x, height, width);
    double[] my = smooth(y, height, width);
    double[] xx = smooth(product(x, x), height, width);
    double[] yy = smooth(product(y, y), height, width);
    double[] xy = smooth(product(x, y), height, width);
    double sum = 0;
    for (int i = 0; i < mx.length; i++) {
      double mean = mx[i] * my[i];
      double squares = mx[i] * mx[i] + my[i] * my[i];
      double covariance = xy[i] - mean;
      double variances = xx[i] + yy[i] - squares;
      sum += (2 * mean + C1) * (2 * covariance + C2) / ((squares + C1) * (variances + C2));
    }
    return sum / mx.length;
  }

  /** Weighted means under the window, where it lies inside. */
  private static double[] smooth(double[] x, int height, int width) {
    double[] window = window();
    int wide = width - 2 * REACH;
    int tall = height - 2 * REACH;
    double[] across = new double[height * wide];
    for (int i = 0; i < across.length; i++) {
      int from = i / wide * width + i % wide;
      for (int k = 0; k < window.length; k++) {
        across[i] += window[k] * x[from + k];
      }
    }
    double[] both = new double[tall * wide];
    for (int i = 0; i < both.length; i++) {
      for (int k = 0; k < window.length; k++) {
        both[i] += window[k] * across[i + k * wide];
      }
    }
    return both;
  }

  private static double[] window() {
    double[] window = new double[2 * REACH + 1];
    double sum = 0;
    for (int i = 0; i < window.length; i++) {
      double d = (i - REACH) / SIGMA;
      window[i] = Math.exp(-d * d / 2);
      sum += window[i];
    }
    for (int i = 0; i < window.length; i++) {
      window[i] /= sum;
    }
    return window;
  }

  private static double[] product(double[] a, double[] b) {
    double[] product = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      product[i] = a[i] * b[i];
    }
    return product;
  }

  private static double[] channel(float[] image, int channels, int c) {
    double[] one = new double[image.length / channels];
    for (int i = 0; i < one.length; i++) {
      one[i] = image[i * channels + c];
    }
    return one;
  }
}
