package org.vivarium.text;

import java.util.Arrays;
import java.util.List;

/**
 * A linear classifier: softmax regression with a penalty on its weights, in the arithmetic of
 * scikit-learn's {@code LogisticRegression}, brought to its minimum by L-BFGS.
 *
 * @param weights {@code [columns][classes]} in a row
 * @param biases of each class
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record LogisticRegression(double[] weights, double[] biases) {
  private static final int STEPS = 100;
  private static final double SMALL = 1e-4; // of the gradient's largest number

  /**
   * Minimises {@code strength * the sum of the cross-entropies + half the sum of the squared
   * weights}.
   *
   * @param width columns of the rows
   * @param classWeights what an example of each class counts
   */
  public static LogisticRegression fit(
      List<SparseRow> rows,
      int[] labels,
      int classes,
      int width,
      double strength,
      float[] classWeights) {
    double[] start = new double[(width + 1) * classes]; // the biases stand last
    double[] found =
        Lbfgs.minimise(
            (at, gradient) -> {
              double sum = 0;
              int biases = width * classes;
              Arrays.fill(gradient, 0);
              for (int i = 0; i < labels.length; i++) {
                double weight = strength * classWeights[labels[i]];
                double[] p = scores(rows.get(i), at, classes, biases);
                sum -= weight * logSoftmax(p, labels[i]);
                p[labels[i]] -= 1;
                add(rows.get(i), p, weight, gradient, biases);
              }
              for (int j = 0; j < biases; j++) {
                sum += at[j] * at[j] / 2;
                gradient[j] += at[j];
              }
              return sum;
            },
            start,
            STEPS,
            SMALL);
    return new LogisticRegression(
        Arrays.copyOf(found, width * classes),
        Arrays.copyOfRange(found, width * classes, found.length));
  }

  /** The probability of each class. */
  public float[] probabilities(SparseRow row) {
    int classes = biases.length;
    float[] out = new float[classes];
    double[] p = new double[classes];
    for (int c = 0; c < classes; c++) {
      p[c] = biases[c] + row.times(weights, classes, c);
    }
    logSoftmax(p, 0);
    for (int c = 0; c < classes; c++) {
      out[c] = (float) p[c];
    }
    return out;
  }

  public float[][] probabilities(List<SparseRow> rows) {
    return rows.stream().map(this::probabilities).toArray(float[][]::new);
  }

  /** How much a column speaks for a class, above the mean of all classes. */
  public double says(int column, int label) {
    int classes = biases.length;
    double mean = 0;
    for (int c = 0; c < classes; c++) {
      mean += weights[column * classes + c] / classes;
    }
    return weights[column * classes + label] - mean;
  }

  private static double[] scores(SparseRow row, double[] at, int classes, int biases) {
    double[] scores = new double[classes];
    for (int c = 0; c < classes; c++) {
      scores[c] = at[biases + c] + row.times(at, classes, c);
    }
    return scores;
  }

  /** Makes probabilities of scores and gives the logarithm of the label's. */
  private static double logSoftmax(double[] scores, int label) {
    double most = Arrays.stream(scores).max().orElseThrow();
    double own = scores[label];
    double sum = 0;
    for (double score : scores) {
      sum += Math.exp(score - most);
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.exp(scores[c] - most) / sum;
    }
    return own - most - Math.log(sum);
  }

  private static void add(
      SparseRow row, double[] error, double weight, double[] gradient, int biases) {
    int classes = error.length;
    for (int c = 0; c < classes; c++) {
      double e = weight * error[c];
      gradient[biases + c] += e;
      for (int i = 0; i < row.columns().length; i++) {
        gradient[row.columns()[i] * classes + c] += e * row.values()[i];
      }
    }
  }
}
