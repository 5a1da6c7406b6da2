package org.vivarium.anomaly;

/**
 * How little a classifier trusts its first choice: 1 less the largest softmax probability
 * (Hendrycks and Gimpel, "A baseline for detecting misclassified and out-of-distribution examples",
 * 2017). There is nothing to fit.
 */
public record SoftmaxConfidence() implements Scorer {
  /**
   * From logits, a row for each example. The doubt is summed from the other classes, so that it
   * does not drown in the rounding of a probability near 1.
   */
  @Override
  public double[] score(double[][] logits) {
    Rows.check(logits, logits.length == 0 ? 0 : logits[0].length);
    double[] doubts = new double[logits.length];
    for (int i = 0; i < logits.length; i++) {
      doubts[i] = doubt(logits[i]);
    }
    return doubts;
  }

  private static double doubt(double[] logits) {
    int first = 0;
    for (int c = 1; c < logits.length; c++) {
      first = logits[c] > logits[first] ? c : first;
    }
    double others = 0;
    for (int c = 0; c < logits.length; c++) {
      others += c == first ? 0 : Math.exp(logits[c] - logits[first]);
    }
    return others / (1 + others);
  }
}
