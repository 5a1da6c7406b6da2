package org.vivarium.apps.generative.vae;

import java.util.Arrays;

/** What the codes of images tell. */
final class Codes {
  private static final double LEAST = .01; // Burda et al. 2015

  private Codes() {}

  /**
   * How many of the numbers are in use: those whose mean differs from image to image, with a
   * variance of at least 0.01 (Burda et al., "Importance weighted autoencoders", 2015).
   *
   * @param means a row for each image
   */
  static int active(float[][] means) {
    return (int) Arrays.stream(variances(means)).filter(v -> v > LEAST).count();
  }

  /** The variance of each number from image to image. */
  static double[] variances(float[][] means) {
    double[] variances = new double[means[0].length];
    for (int i = 0; i < variances.length; i++) {
      double sum = 0;
      double squares = 0;
      for (float[] mean : means) {
        sum += mean[i];
        squares += (double) mean[i] * mean[i];
      }
      double average = sum / means.length;
      variances[i] = squares / means.length - average * average;
    }
    return variances;
  }

  /** So many codes on the straight line from one to another, both included. */
  static float[][] between(float[] from, float[] to, int count) {
    float[][] line = new float[count][from.length];
    for (int step = 0; step < count; step++) {
      float share = (float) step / (count - 1);
      for (int i = 0; i < from.length; i++) {
        line[step][i] = (1 - share) * from[i] + share * to[i];
      }
    }
    return line;
  }
}
