package org.vivarium.anomaly;

/**
 * How far a covariance is drawn towards a multiple of the unit matrix of the same trace: what few
 * rows say of many columns is too good to be true.
 */
public sealed interface Shrinkage {
  /** Not at all: the maximum-likelihood estimate. */
  static Shrinkage none() {
    return new Fixed(0);
  }

  /** By a share. */
  static Shrinkage fixed(double share) {
    return new Fixed(share);
  }

  /** By the share that is best in the mean (Ledoit and Wolf 2004). */
  static Shrinkage ledoitWolf() {
    return new LedoitWolf();
  }

  /**
   * The share for these rows.
   *
   * @param centred the rows less their mean
   */
  double share(double[][] centred, double[][] covariance);

  record Fixed(double share) implements Shrinkage {
    public Fixed {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException(
            "the covariance cannot be shrunk by " + share + "; it must be from 0 to 1");
      }
    }

    @Override
    public double share(double[][] centred, double[][] covariance) {
      return share;
    }
  }

  record LedoitWolf() implements Shrinkage {
    @Override
    public double share(double[][] centred, double[][] covariance) {
      double n = centred.length;
      double p = covariance.length;
      double fourth = 0; // the mean of |x|^4: that of the squared norm of xx'
      for (double[] x : centred) {
        double square = 0;
        for (double v : x) {
          square += v * v;
        }
        fourth += square * square / n;
      }
      double norm = 0; // of the covariance, squared
      double trace = 0;
      for (int i = 0; i < p; i++) {
        trace += covariance[i][i];
        for (double v : covariance[i]) {
          norm += v * v;
        }
      }
      double distance = norm - trace * trace / p; // from the multiple of the unit matrix
      double doubt = Math.min((fourth - norm) / n, distance);
      return distance > 0 ? Math.max(0, doubt / distance) : 0;
    }
  }
}
