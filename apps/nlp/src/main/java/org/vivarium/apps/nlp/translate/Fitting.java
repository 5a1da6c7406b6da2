package org.vivarium.apps.nlp.translate;

import ai.djl.training.tracker.Tracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
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
import org.vivarium.text.Buckets;
import org.vivarium.text.Sequences;
import org.vivarium.text.TokenBatches;
import org.vivarium.zoo.Translator;

/** A translator in training: its program, a step for each length, and its data. */
final class Fitting implements AutoCloseable {
  private static final int LENGTHS = 6;
  private static final float CLIP = 1;
  private static final Optimizer.Adam ADAM = new Optimizer.Adam(.9f, .98f, 1e-9f);

  private final Config config;
  private final Program program;
  private final TokenBatches training;
  private final TokenBatches validation;
  private final Map<Integer, Step> train = new LinkedHashMap<>();
  private final Map<Integer, Step> look = new LinkedHashMap<>();

  Fitting(Config config, Network network, Sequences training, Sequences validation) {
    this.config = config;
    int[] lengths =
        IntStream.concat(IntStream.of(training.lengths()), IntStream.of(validation.lengths()))
            .toArray();
    Buckets buckets = Buckets.of(lengths, LENGTHS);
    this.training =
        new TokenBatches(training, buckets, 1, config.seed())
            .ofTokens(config.batchSize())
            .weighing("labels");
    this.validation =
        new TokenBatches(validation, buckets, 1, config.seed())
            .ofTokens(config.batchSize())
            .weighing("labels")
            .inOrder();
    this.program = new Program(config.seed(), config.precision());
    try {
      build(network.translator(), buckets);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  private void build(Translator translator, Buckets buckets) {
    Map<String, Operand<TInt32>> in = new LinkedHashMap<>();
    for (String name : List.of("source", "mask", "target", "labels")) {
      in.put(name, program.input(name, TInt32.class, -1, -1));
    }
    Optimizer optimizer = Optimizer.of(ADAM, rate()).clipNorm(CLIP);
    for (int length : buckets.lengths()) {
      Map<String, Operand<TInt32>> fed = new LinkedHashMap<>();
      in.forEach((name, x) -> fed.put(name, ofLength(x, length)));
      Value lowered =
          translator
              .written(program.training(), fed.get("source"), fed.get("mask"), fed.get("target"))
              .loss(fed.get("labels"), (float) config.smoothing());
      Step step =
          train.isEmpty()
              ? program.minimize("train", lowered, optimizer, "")
              : program.minimize(train.values().iterator().next(), lowered, optimizer, Paths.ALL);
      train.put(length, step);
      Value seen =
          translator
              .written(program.serving(), fed.get("source"), fed.get("mask"), fed.get("target"))
              .loss(fed.get("labels"), 0);
      look.put(length, Step.look(Map.of("loss", seen)));
    }
  }

  /** The same numbers, of which the graph knows how many stand in a row. */
  private Operand<TInt32> ofLength(Operand<TInt32> x, int length) {
    return program.tf().reshape(x, program.tf().constant(new int[] {-1, length}));
  }

  /** Up in a straight line, and down along half a cosine. */
  private Tracker rate() {
    int all = config.epochs() * training.count();
    int up = Math.min(config.warmUp(), Math.max(1, all / 2));
    return Rates.warmUp(up, Rates.cosine((float) config.lr(), Math.max(1, all - up)));
  }

  Program program() {
    return program;
  }

  List<Epoch> fit(List<Listener> listeners, List<Epoch> before) {
    return new Trainer(
            program,
            Steps.byLength("source", train),
            Steps.byLength("source", look),
            config.epochs(),
            listeners)
        .fit(training, validation, before);
  }

  @Override
  public void close() {
    program.close();
  }
}
