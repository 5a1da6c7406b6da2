package org.vivarium.apps.timeseries.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Losses;

/** A network for series in training or trained: its program, its steps, and what it tells. */
final class Fitting implements AutoCloseable {
  private static final int AT_ONCE = 256; // windows, or passes over them
  private static final float CLIP = 1; // recurrent networks are known to leap

  private final Architecture architecture;
  private final Program program;
  private final Value served;
  private final Value drawn; // with dropout
  private final Value input;

  Fitting(Architecture architecture, int seed, Precision precision) {
    this.architecture = architecture;
    this.program = new Program(seed, precision);
    try {
      this.input =
          program.floats(
              Architecture.INPUT,
              -1,
              architecture.lookBack(),
              architecture.columns() + architecture.features());
      Net serving = program.serving();
      this.served = architecture.network().build(serving, input);
      this.drawn = architecture.network().build(program.training(), input);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  Architecture architecture() {
    return architecture;
  }

  /** Lowers the loss on windows of the first part, watching it on those of the second. */
  List<Epoch> fit(Config config, Cut cut, List<Listener> listeners, Checkpointed before) {
    Value target =
        program.floats(WindowBatches.TARGET, -1, architecture.horizon(), architecture.columns());
    WindowBatches training =
        new WindowBatches(
            cut.scaled(),
            cut.columns(),
            cut.windows(),
            cut.training(config.limit()),
            config.batchSize(),
            config.seed(),
            true);
    Optimizer optimizer =
        Optimizer.adam(Rates.step((float) config.lr(), training.count(), (float) config.decay()))
            .decay((float) config.weightDecay())
            .clipNorm(CLIP);
    Step train = program.minimize("train", loss(config, drawn, target), optimizer, "");
    Step validate = Step.look(Map.of("loss", loss(config, served, target)));
    before.restore(program);
    WindowBatches watched =
        new WindowBatches(
            cut.scaled(), cut.columns(), cut.windows(), cut.validating(), AT_ONCE, 0, false);
    return new Trainer(program, train, validate, config.epochs(), listeners)
        .fit(training, watched, before.history());
  }

  /** What a run goes on from. */
  interface Checkpointed {
    void restore(Program program);

    List<Epoch> history();
  }

  private Value loss(Config config, Value told, Value target) {
    if (config.quantiles()) {
      float[] levels = new float[config.levels().size()];
      for (int q = 0; q < levels.length; q++) {
        levels[q] = config.levels().get(q).floatValue();
      }
      return Losses.pinball(told, target, levels);
    }
    Value point = told.reshape(-1, architecture.horizon(), architecture.columns());
    return config.loss().equals("mse")
        ? Losses.meanSquaredError(point, target)
        : Losses.meanAbsoluteError(point, target);
  }

  void load(Weights weights) {
    program.load(weights);
  }

  /** What is told after each origin, {@code [horizon columns told]}. */
  List<float[]> tell(double[][] scaled, int[] origins) {
    return compute(served, scaled, origins, 1);
  }

  /** The same with dropout, so many times for each origin, one after the other. */
  List<float[]> draw(double[][] scaled, int[] origins, int passes) {
    return compute(drawn, scaled, origins, passes);
  }

  private List<float[]> compute(Value value, double[][] scaled, int[] origins, int times) {
    List<float[]> told = new ArrayList<>();
    int few = Math.max(1, AT_ONCE / times);
    for (int from = 0; from < origins.length; from += few) {
      int[] some = Arrays.copyOfRange(origins, from, Math.min(origins.length, from + few));
      try (Batch batch = WindowBatches.before(scaled, some, architecture.lookBack(), times)) {
        float[] all = program.compute(value, batch).data();
        int size = all.length / (some.length * times);
        for (int i = 0; i < all.length; i += size) {
          told.add(Arrays.copyOfRange(all, i, i + size));
        }
      }
    }
    return told;
  }

  @Override
  public void close() {
    program.close();
  }
}
