package org.vivarium.apps.generative.segment;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.apps.generative.WholeImages;
import org.vivarium.data.CropBatches;
import org.vivarium.data.MaskedImage;
import org.vivarium.data.MaskedSet;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Losses;
import org.vivarium.metrics.Overlap;

/** A U-Net that learns to tell pixels apart, or that has learned it. */
final class SegFitting implements AutoCloseable {
  private static final String WHOLE = "whole";
  private static final float SMOOTH = 1;

  private final SegNetwork network;
  private final Program program;
  private final Value probabilities;
  private final WholeImages whole;

  /** A network that only serves. */
  SegFitting(SegNetwork network, int seed, Precision precision) {
    this.network = network;
    this.program = new Program(seed, precision);
    try {
      Value image = program.pixels(WHOLE, 1, -1, -1, network.channels());
      this.probabilities = network.unet().build(program.serving(), image).softmax();
      this.whole = new WholeImages(program, WHOLE, 1 << network.depth(), 1);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  void load(Weights weights) {
    program.load(weights);
  }

  /** Trains; to be called before anything else is run. */
  Trainer trainer(SegConfig config, int steps, List<Listener> listeners) {
    int side = config.crop();
    Value image = program.pixels("image", -1, side, side, network.channels());
    var mask = program.input("mask", TInt32.class, -1, side, side);
    int[] one = {-1};
    Operand<TInt32> flat = program.tf().reshape(mask, program.tf().constant(one));
    Value trained = network.unet().build(program.training(), image);
    Value served = network.unet().build(program.serving(), image);
    Optimizer optimizer = Optimizer.adam(Rates.cosine((float) config.lr(), steps));
    Step train = program.minimize("train", loss(config, trained, flat), optimizer, "");
    Step measure =
        Step.look(
            Map.of(
                "loss", loss(config, served, flat),
                "accuracy", Losses.accuracy(rows(served), flat)));
    return new Trainer(program, train, measure, config.epochs(), listeners);
  }

  static List<Epoch> fit(Trainer trainer, SegConfig config, MaskedSet set, List<Epoch> before) {
    return trainer.fit(training(config, set), validation(config, set), before);
  }

  static CropBatches training(SegConfig config, MaskedSet set) {
    return new CropBatches(
        set.train(),
        config.crop(),
        config.crops(),
        config.flip(),
        config.batchSize(),
        config.seed());
  }

  private static CropBatches validation(SegConfig config, MaskedSet set) {
    int each = Math.max(4, config.crops());
    return new CropBatches(
        set.validation(), config.crop(), each, false, config.batchSize(), config.seed() + 1L);
  }

  private Value rows(Value logits) {
    return logits.reshape(-1, network.classes().size());
  }

  /** The mean cross-entropy of the pixels, and the weighed Dice loss (Milletari et al. 2016). */
  private Value loss(SegConfig config, Value logits, Operand<TInt32> mask) {
    Value rows = rows(logits);
    Value truth = Losses.oneHot(rows, mask);
    Value loss = Losses.crossEntropy(rows, truth);
    if (config.dice() == 0) {
      return loss;
    }
    Value said = rows.softmax();
    Value common = said.times(truth).sum(0);
    Value all = said.sum(0).plus(truth.sum(0));
    Value dice = common.times(2).plus(SMOOTH).over(all.plus(SMOOTH)).mean();
    return loss.plus(dice.negative().plus(1).times((float) config.dice()));
  }

  /** The likeliest class of each pixel of an image, {@code [height, width]}. */
  int[] segment(byte[] pixels, int height, int width) {
    float[] p = whole.compute(probabilities, pixels, height, width, network.channels());
    int classes = network.classes().size();
    int[] best = new int[height * width];
    for (int i = 0; i < best.length; i++) {
      for (int c = 1; c < classes; c++) {
        best[i] = p[i * classes + c] > p[i * classes + best[i]] ? c : best[i];
      }
    }
    return best;
  }

  /** How well the answers lie on the masks. */
  Overlap overlap(List<MaskedImage> images) {
    Overlap overlap = new Overlap(network.classes().size());
    for (MaskedImage image : images) {
      overlap.add(image.mask(), segment(image.pixels(), image.height(), image.width()));
    }
    return overlap;
  }

  @Override
  public void close() {
    program.close();
  }
}
