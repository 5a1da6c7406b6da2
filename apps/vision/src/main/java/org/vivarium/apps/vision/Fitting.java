package org.vivarium.apps.vision;

import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.data.ClassWeights;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Paths;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Steps;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/** A classifier in training: its program, its steps and its data. */
final class Fitting implements AutoCloseable {
  private static final int PREDICTED_AT_ONCE = 256;

  private final Config config;
  private final Program program;
  private final ImageBatches training;
  private final ImageBatches validation;
  private final Plan plan;
  private final List<Step> train = new ArrayList<>(); // one for each phase
  private final List<Listener> rates = new ArrayList<>();
  private final Step validate;
  private final Value probabilities;

  Fitting(Config config, Classifier classifier, Plan plan, Images training, Images validation) {
    this.config = config;
    this.plan = plan;
    this.training =
        new ImageBatches(training, config.batchSize(), config.seed())
            .augment(config.augment())
            .resample(config.resample());
    this.validation = ImageBatches.inOrder(validation, PREDICTED_AT_ONCE);
    this.program = new Program(config.seed(), config.precision());
    try {
      Layer network = classifier.network();
      Value image = classifier.image(program);
      var label = program.input("label", TInt32.class, -1);
      UnaryOperator<Value> loss = loss(label);
      for (int phase = 0; phase < plan.phases().size(); phase++) {
        List<String> frozen = plan.phases().get(phase).frozen();
        Net pass = program.training(frozen.toArray(String[]::new));
        Value lowered = loss.apply(network.build(pass, image));
        Optimizer optimizer = optimizer(phase);
        Paths moved = Paths.ALL.but(frozen);
        train.add(
            phase == 0
                ? program.minimize("train", lowered, optimizer, moved)
                : program.minimize(train.get(0), lowered, optimizer, moved));
      }
      Value served = network.build(program.serving(), image);
      this.validate =
          Step.look(
              Map.of(
                  "loss", Losses.crossEntropy(served, label),
                  "accuracy", Losses.accuracy(served, label)));
      this.probabilities = served.softmax();
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** The optimizer of a phase, whose schedule is as long as the phase. */
  private Optimizer optimizer(int phase) {
    int epochs = Math.max(1, plan.epochs(phase, config.epochs()));
    Tracker tracker = config.rates(epochs * training.count());
    if (tracker instanceof Listener listener) {
      rates.add(listener);
    }
    Optimizer optimizer = config.optimizer(tracker);
    for (Map.Entry<String, Float> factor : plan.factors().entrySet()) {
      optimizer = optimizer.at(factor.getKey(), factor.getValue());
    }
    return optimizer;
  }

  /** What training lowers, as a function of the logits. */
  private UnaryOperator<Value> loss(Placeholder<TInt32> label) {
    float smoothing = (float) config.labelSmoothing();
    if (config.augment().mixup() > 0) {
      var other = program.input("other", TInt32.class, -1);
      var shares = program.input("share", TFloat32.class, -1);
      return logits -> {
        Value share = logits.of(shares).reshape(-1, 1);
        Value own = Losses.oneHot(logits, label).times(share);
        Value mixed = Losses.oneHot(logits, other).times(share.negative().plus(1));
        return Losses.crossEntropy(logits, Losses.smoothed(own.plus(mixed), smoothing));
      };
    }
    if (config.balanced()) {
      float[] weights = ClassWeights.balanced(training.images().counts());
      return logits -> Losses.crossEntropy(logits, label, smoothing, weights);
    }
    return logits -> {
      Value targets = Losses.oneHot(logits, label);
      return Losses.crossEntropy(
          logits, smoothing > 0 ? Losses.smoothed(targets, smoothing) : targets);
    };
  }

  Program program() {
    return program;
  }

  /** Trains and tells the listeners; {@code before} are the epochs of a run that is resumed. */
  List<Epoch> fit(List<Listener> listeners, List<Epoch> before) {
    List<Listener> all = new ArrayList<>(rates);
    all.addAll(listeners);
    IntFunction<Steps> step = epoch -> train.get(plan.phase(epoch));
    return new Trainer(program, step, validate, config.epochs(), all)
        .fit(training, validation, before);
  }

  /** The losses of so many steps on the first batch, over and over; it ends early at NaN. */
  double[] overfit(int steps) {
    double[] losses = new double[steps];
    try (Batches.Pass pass = training.epoch(1);
        Batch batch = pass.next()) {
      for (int i = 0; i < steps; i++) {
        losses[i] = program.run(train.get(0), batch).get("loss");
        if (!Double.isFinite(losses[i])) {
          return Arrays.copyOf(losses, i + 1);
        }
      }
    }
    return losses;
  }

  /** The probabilities of all classes, a row for each image. */
  float[][] predict(Images images) {
    return Inference.predict(program, probabilities, images);
  }

  @Override
  public void close() {
    program.close();
  }
}
