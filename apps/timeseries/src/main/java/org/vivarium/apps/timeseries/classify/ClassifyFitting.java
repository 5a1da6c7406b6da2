package org.vivarium.apps.timeseries.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/** A classifier of series that learns, or that has learned. */
final class ClassifyFitting implements AutoCloseable {
  private static final int AT_ONCE = 100;
  private static final float DECAY = .01f;

  private final SeriesNetwork network;
  private final Program program;
  private final Model.Inputs inputs;
  private final Value served;

  ClassifyFitting(SeriesNetwork network, int seed, Precision precision) {
    this.network = network;
    this.program = new Program(seed, precision);
    try {
      this.inputs = network.served().declare(program);
      this.served = network.served().build(program.serving(), inputs).get("logits");
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  /** Trains; to be called before anything else is run. */
  Trainer trainer(ClassifyConfig config, int steps, List<Listener> listeners) {
    var label = program.input("label", TInt32.class, -1);
    Value logits = network.served().build(program.training(), inputs).get("logits");
    Optimizer optimizer =
        Optimizer.adamW(Rates.cosine((float) config.lr(), steps), DECAY).clipNorm(1);
    Step train =
        program
            .minimize("train", Losses.crossEntropy(logits, label), optimizer, "")
            .reporting("accuracy", Losses.accuracy(logits, label));
    Step measure =
        Step.look(
            Map.of(
                "loss", Losses.crossEntropy(served, label),
                "accuracy", Losses.accuracy(served, label)));
    return new Trainer(program, train, measure, config.epochs(), listeners);
  }

  SeriesBatches training(ClassifyConfig config, Spoken spoken) {
    return batches(
        spoken.with(config.variants(), config.seed()),
        config.batchSize(),
        config.seed(),
        config.masked(),
        true);
  }

  private SeriesBatches batches(
      Spoken spoken, int size, long seed, boolean masked, boolean shuffled) {
    float[][][] series = spoken.sounds().stream().map(network::series).toArray(float[][][]::new);
    return new SeriesBatches(
        series, spoken.labelArray(), network.length(), size, seed, masked, shuffled);
  }

  List<Epoch> fit(Trainer trainer, SeriesBatches training, Spoken validation, List<Epoch> before) {
    return trainer.fit(training, batches(validation, AT_ONCE, 0, false, false), before);
  }

  /** The probability of each class, for each recording. */
  float[][] probabilities(Spoken spoken) {
    float[][] all = new float[spoken.size()][];
    int at = 0;
    try (Batches.Pass pass = batches(spoken, AT_ONCE, 0, false, false).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          float[] logits = program.compute(served, batch).data();
          int classes = network.classes().size();
          for (int i = 0; i < batch.rows(); i++) {
            all[at++] = softmax(Arrays.copyOfRange(logits, i * classes, (i + 1) * classes));
          }
        }
      }
    }
    return all;
  }

  private static float[] softmax(float[] logits) {
    float most = Float.NEGATIVE_INFINITY;
    for (float x : logits) {
      most = Math.max(most, x);
    }
    double sum = 0;
    for (float x : logits) {
      sum += Math.exp(x - most);
    }
    float[] p = new float[logits.length];
    for (int c = 0; c < p.length; c++) {
      p[c] = (float) (Math.exp(logits[c] - most) / sum);
    }
    return p;
  }

  @Override
  public void close() {
    program.close();
  }
}
