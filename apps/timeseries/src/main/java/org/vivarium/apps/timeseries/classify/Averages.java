package org.vivarium.apps.timeseries.classify;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.metrics.Classification;
import org.vivarium.text.LogisticRegression;
import org.vivarium.text.SparseRow;

/**
 * What a network must beat to be worth its time: logistic regression on the mean of each feature
 * over the beginning, the middle and the end of a recording.
 */
record Averages(SeriesNetwork features, LogisticRegression classifier) {
  private static final int PARTS = 3;
  private static final double STRENGTH = .1;

  static Averages fit(SeriesNetwork network, Spoken training) {
    int classes = network.classes().size();
    float[] weights = new float[classes];
    Arrays.fill(weights, 1);
    return new Averages(
        network,
        LogisticRegression.fit(
            rows(network, training),
            training.labelArray(),
            classes,
            PARTS * network.size(),
            STRENGTH,
            weights));
  }

  Classification measure(Spoken spoken) {
    return Classification.of(
        spoken.labelArray(), classifier.probabilities(rows(features, spoken)), features.classes());
  }

  private static List<SparseRow> rows(SeriesNetwork network, Spoken spoken) {
    return spoken.sounds().stream().map(sound -> row(network.series(sound))).toList();
  }

  private static SparseRow row(float[][] series) {
    int features = series[0].length;
    double[] values = new double[PARTS * features];
    for (int part = 0; part < PARTS; part++) {
      int from = part * series.length / PARTS;
      int to = Math.max(from + 1, (part + 1) * series.length / PARTS);
      for (int t = from; t < to; t++) {
        for (int f = 0; f < features; f++) {
          values[part * features + f] += (double) series[t][f] / (to - from);
        }
      }
    }
    return new SparseRow(IntStream.range(0, values.length).toArray(), values);
  }
}
