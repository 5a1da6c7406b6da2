package org.vivarium.apps.nlp.classify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.vivarium.data.ClassWeights;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Paths;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Steps;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;
import org.vivarium.text.Buckets;
import org.vivarium.text.TokenBatches;

/** A classifier in training: its program and a step for each length of its texts. */
final class Fitting implements AutoCloseable {
  private static final int MEASURED_AT_ONCE = 256;
  private static final String TABLE = "embedding";

  private final Config config;
  private final Program program;
  private final Steps train;
  private final Steps validate;
  private final Serving serving;
  private final TokenBatches training;
  private final TokenBatches validation;

  Fitting(Config config, Network network, Tokens data) {
    this.config = config;
    Buckets buckets = data.buckets();
    this.training =
        new TokenBatches(data.training(), buckets, config.fit().batchSize(), config.seed());
    this.validation =
        new TokenBatches(data.validation(), buckets, MEASURED_AT_ONCE, config.seed()).inOrder();
    this.program = new Program(config.seed(), config.precision());
    try {
      var tokens = program.input("tokens", TInt32.class, -1, -1);
      var mask = program.input("mask", TInt32.class, -1, -1);
      var label = program.input("label", TInt32.class, -1);
      float[] weights = new float[network.classes().size()];
      Arrays.fill(weights, 1);
      if (config.fit().balanced()) {
        weights = ClassWeights.balanced(data.counts());
      }
      this.train = Steps.byLength("tokens", steps(network, buckets, tokens, mask, label, weights));
      this.serving = Serving.of(program, network, buckets, tokens, mask);
      Map<Integer, Step> looks = new TreeMap<>();
      serving
          .logits()
          .forEach(
              (length, logits) ->
                  looks.put(
                      length,
                      Step.look(
                          Map.of(
                              "loss", Losses.crossEntropy(logits, label),
                              "accuracy", Losses.accuracy(logits, label)))));
      this.validate = Steps.byLength("tokens", looks);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  private Map<Integer, Step> steps(
      Network network,
      Buckets buckets,
      Placeholder<TInt32> tokens,
      Placeholder<TInt32> mask,
      Placeholder<TInt32> label,
      float[] weights) {
    Optimizer optimizer = optimizer();
    Paths moved = config.words().frozen() ? Paths.ALL.but(List.of(TABLE)) : Paths.ALL;
    Map<Integer, Step> steps = new TreeMap<>();
    Step first = null;
    for (int length : buckets.lengths()) {
      Value logits = network.logits(program.training(), tokens, mask, length);
      Value loss = Losses.crossEntropy(logits, label, (float) config.fit().smoothing(), weights);
      Step step =
          first == null
              ? program.minimize("train", loss, optimizer, moved)
              : program.minimize(first, loss, optimizer, moved);
      first = first == null ? step : first;
      steps.put(length, step.reporting("accuracy", Losses.accuracy(logits, label)));
    }
    return steps;
  }

  /** Adam with decay and a rate that rises for a tenth of the steps and falls along a cosine. */
  private Optimizer optimizer() {
    int steps = config.fit().epochs() * training.count();
    int warm = Math.max(1, steps / 10);
    float rate = (float) config.fit().lr();
    return Optimizer.adamW(
            Rates.warmUp(warm, Rates.cosine(rate, Math.max(1, steps - warm))),
            (float) config.fit().weightDecay())
        .clipNorm(1);
  }

  Program program() {
    return program;
  }

  /** Sets the vectors that a file has. */
  void begin(Vectors vectors) {
    program.load(vectors.into(program.weights(), TABLE + ".weight"));
  }

  List<Epoch> fit(List<Listener> listeners, List<Epoch> before) {
    return new Trainer(program, train, validate, config.fit().epochs(), listeners)
        .fit(training, validation, before);
  }

  Serving serving() {
    return serving;
  }

  @Override
  public void close() {
    program.close();
  }
}
