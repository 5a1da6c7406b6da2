package org.vivarium.apps.vision;

import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Step;
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
  private final Tracker rates;
  private final Step train;
  private final Step validate;
  private final Value probabilities;

  Fitting(Config config, Classifier classifier, Images training, Images validation) {
    this.config = config;
    this.training =
        new ImageBatches(training, config.batchSize(), config.seed())
            .augment(config.augment())
            .resample(config.resample());
    this.validation = ImageBatches.inOrder(validation, PREDICTED_AT_ONCE);
    this.rates = config.rates(this.training.count());
    this.program = new Program(config.seed(), config.precision());
    try {
      Layer network = classifier.network();
      Value image = classifier.image(program);
      var label = program.input("label", TInt32.class, -1);
      Value trained = network.build(program.training(), image);
      Value served = network.build(program.serving(), image);
      this.train = program.minimize("train", loss(trained, label), config.optimizer(rates), "");
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

  private Value loss(Value logits, Placeholder<TInt32> label) {
    float smoothing = (float) config.labelSmoothing();
    if (config.augment().mixup() > 0) {
      var other = program.input("other", TInt32.class, -1);
      Value share = logits.of(program.input("share", TFloat32.class, -1)).reshape(-1, 1);
      Value own = Losses.oneHot(logits, label).times(share);
      Value mixed = Losses.oneHot(logits, other).times(share.negative().plus(1));
      return Losses.crossEntropy(logits, Losses.smoothed(own.plus(mixed), smoothing));
    }
    if (config.balanced()) {
      float[] weights = ClassWeights.balanced(training.images().counts());
      return Losses.crossEntropy(logits, label, smoothing, weights);
    }
    Value targets = Losses.oneHot(logits, label);
    return Losses.crossEntropy(
        logits, smoothing > 0 ? Losses.smoothed(targets, smoothing) : targets);
  }

  Program program() {
    return program;
  }

  /** Trains and tells the listeners; {@code before} are the epochs of a run that is resumed. */
  List<Epoch> fit(List<Listener> listeners, List<Epoch> before) {
    List<Listener> all = new ArrayList<>(listeners);
    if (rates instanceof Listener listener) {
      all.add(0, listener);
    }
    return new Trainer(program, train, validate, config.epochs(), all)
        .fit(training, validation, before);
  }

  /** The losses of so many steps on the first batch, over and over; it ends early at NaN. */
  double[] overfit(int steps) {
    double[] losses = new double[steps];
    try (Batches.Pass pass = training.epoch(1);
        Batch batch = pass.next()) {
      for (int i = 0; i < steps; i++) {
        losses[i] = program.run(train, batch).get("loss");
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
