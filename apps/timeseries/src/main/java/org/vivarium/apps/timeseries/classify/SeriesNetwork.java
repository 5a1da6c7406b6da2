package org.vivarium.apps.timeseries.classify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vivarium.audio.Sound;
import org.vivarium.audio.SpeechFeatures;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Described;
import org.vivarium.zoo.RecurrentClassifier;
import org.vivarium.zoo.Tcn;
import org.vivarium.zoo.TransformerEncoder;

/**
 * A network of the zoo over the features of a sound, and how they are made: what it takes to build
 * it again.
 *
 * @param length steps that it reads; of a longer sound the last ones
 * @param mean of each feature over the training recordings, which is taken off
 * @param deviation of each feature
 */
record SeriesNetwork(
    String model,
    int units,
    double dropout,
    SpeechFeatures features,
    int length,
    List<Float> mean,
    List<Float> deviation,
    List<String> classes) {
  static final List<String> MODELS = List.of("rnn", "lstm", "gru", "bilstm", "tcn", "transformer");

  private static final String KEY = "spoken"; // in the metadata of weights
  private static final int BANDS = 40;
  private static final int COEFFICIENTS = 13;
  private static final int LONGEST = 150; // steps of 10 ms
  private static final int BLOCKS = 5; // of a TCN, which see 249 steps
  private static final int KERNEL = 5;

  /** A network for the recordings that are trained on. */
  static SeriesNetwork of(ClassifyConfig config, SpokenSet set) {
    SpeechFeatures features =
        new SpeechFeatures(
            config.rate(),
            BANDS,
            config.features().equals(ClassifyConfig.MFCC) ? COEFFICIENTS : 0,
            config.centred());
    int length = 1;
    double[] sum = new double[features.size()];
    double[] squares = new double[features.size()];
    long steps = 0;
    for (Sound sound : set.training().sounds()) {
      float[][] series = features.of(sound.samples());
      length = Math.max(length, series.length);
      steps += series.length;
      for (float[] step : series) {
        for (int f = 0; f < sum.length; f++) {
          sum[f] += step[f];
          squares[f] += (double) step[f] * step[f];
        }
      }
    }
    List<Float> mean = new ArrayList<>();
    List<Float> deviation = new ArrayList<>();
    for (int f = 0; f < sum.length; f++) {
      double m = sum[f] / steps;
      mean.add((float) m);
      deviation.add((float) Math.sqrt(Math.max(1e-6, squares[f] / steps - m * m)));
    }
    return new SeriesNetwork(
        config.model(),
        config.units(),
        config.dropout(),
        features,
        Math.min(LONGEST, length),
        mean,
        deviation,
        set.classes());
  }

  /** The network that weights were trained in. */
  static SeriesNetwork ofWeights(Weights weights) {
    return Described.read(
        weights,
        KEY,
        SeriesNetwork.class,
        "network",
        "'classify train'",
        network -> MODELS.contains(network.model));
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return Map.of(KEY, Described.text(this));
  }

  /** {@code series}, {@code [batch, length, features]}, and {@code mask} to {@code logits}. */
  Model served() {
    int n = classes.size();
    float drop = (float) dropout;
    return switch (model) {
      case "rnn" -> RecurrentClassifier.ofRnn(units, n).dropout(drop).series(length, size());
      case "lstm" -> RecurrentClassifier.ofLstm(units, n).dropout(drop).series(length, size());
      case "bilstm" ->
          RecurrentClassifier.ofBidirectionalLstm(units, n).dropout(drop).series(length, size());
      case "tcn" -> new Tcn(n, BLOCKS, units, KERNEL, drop).series(length, size());
      case "transformer" ->
          TransformerEncoder.preNorm(units, 4, 2 * units, 2).ofSeries(size(), length, n);
      default -> RecurrentClassifier.ofGru(units, n).dropout(drop).series(length, size());
    };
  }

  int size() {
    return features.size();
  }

  /** The features of a sound as they are fed, of at most {@link #length} steps. */
  float[][] series(Sound sound) {
    float[][] all = features.of(sound.at(features.rate()).samples());
    int from = Math.max(0, all.length - length);
    float[][] series = new float[all.length - from][size()];
    for (int t = 0; t < series.length; t++) {
      for (int f = 0; f < size(); f++) {
        series[t][f] = (all[from + t][f] - mean.get(f)) / deviation.get(f);
      }
    }
    return series;
  }

  /** What DJL's translator has to know. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("application", "audio/any"); // as DJL calls it
    properties.put("translatorFactory", "org.vivarium.serving.SeriesTranslatorFactory");
    properties.put("length", Integer.toString(length));
    properties.put("mean", joined(mean));
    properties.put("std", joined(deviation));
    return properties;
  }

  private static String joined(List<Float> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }
}
