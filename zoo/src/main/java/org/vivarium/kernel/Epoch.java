package org.vivarium.kernel;

import java.util.Map;

/**
 * What one pass over the training data came to.
 *
 * @param number counted from 1
 * @param train means of the training step's reports over the examples, such as {@code loss}
 * @param validation the same of the validation step; empty when there is none
 * @param rate the learning rate of the last step
 * @param seconds wall time of the epoch, validation included
 */
public record Epoch(
    int number,
    Map<String, Double> train,
    Map<String, Double> validation,
    double rate,
    double seconds) {
  /** A report of the validation step or, where there was none, of the training step. */
  public double monitored(String report) {
    Double value = (validation.isEmpty() ? train : validation).get(report);
    if (value == null) {
      throw new IllegalArgumentException(
          "epoch "
              + number
              + " reports "
              + (validation.isEmpty() ? train : validation).keySet()
              + ", not '"
              + report
              + "'");
    }
    return value;
  }
}
