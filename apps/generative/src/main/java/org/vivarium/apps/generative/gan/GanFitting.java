package org.vivarium.apps.generative.gan;

import java.util.List;
import java.util.Optional;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Checkpoint;
import org.vivarium.zoo.DcganDiscriminator;
import org.vivarium.zoo.DcganGenerator;

/**
 * A GAN in training: one program with the steps of both players, each of which moves its own
 * weights alone, and the moving average of the generator that pictures are drawn with.
 */
final class GanFitting implements AutoCloseable {
  static final String GENERATOR = "generator";
  static final String DISCRIMINATOR = "discriminator";
  private static final float TINY = 1e-12f;

  private final GanConfig config;
  private final Program program;
  private final DcganGenerator generator;
  private final DcganDiscriminator discriminator;
  private final Operand<TInt32> labels; // null where there are none
  private final Value real;
  private final Step discriminates;
  private final Step generates;
  private final Step train;
  private final Step begin;

  GanFitting(GanConfig config, GanNetwork network) {
    this.config = config;
    this.generator = network.generator();
    this.discriminator = network.discriminator(config.norm());
    this.program = new Program(config.seed(), config.precision());
    try {
      List<Integer> image = network.image();
      this.real =
          program.pixels("image", -1, image.get(0), image.get(1), image.get(2)).times(2).minus(1);
      this.labels = config.conditional() ? program.input("label", TInt32.class, -1) : null;
      generator.build(program.serving().at(GanNetwork.AVERAGE), noise(program.serving()), labels);
      this.discriminates = discriminates();
      this.generates = generates();
      Step average = program.average(GENERATOR, GanNetwork.AVERAGE, (float) config.keep());
      int every = config.criticSteps();
      this.train = discriminates.then(generates, every).then(average, every);
      this.begin = program.copy(GENERATOR, GanNetwork.AVERAGE);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  private Step discriminates() {
    Value made = made(program.training()).frozen();
    Value realScore = judged(program.training(), real);
    Value madeScore = judged(program.training(), made);
    Value loss = config.loss().discriminator(realScore, madeScore, (float) config.smoothing());
    if (config.penalty() > 0) {
      loss = loss.plus(steepness(made).times((float) config.penalty()));
    }
    return program
        .minimize(DISCRIMINATOR, loss, adam(config.discriminatorRate()), DISCRIMINATOR)
        .reporting("real_score", realScore.mean())
        .reporting("made_score", madeScore.mean());
  }

  private Step generates() {
    Value score = judged(program.training(), made(program.training()));
    return program.minimize(
        GENERATOR, config.loss().generator(score), adam(config.generatorRate()), GENERATOR);
  }

  /**
   * How far the critic's slope is from 1, at places between real and generated images (Gulrajani et
   * al., "Improved training of Wasserstein GANs", 2017).
   */
  private Value steepness(Value made) {
    Net pass = program.training();
    Value share = pass.uniformLike(real.meanKeep(1, 2, 3)); // [batch, 1, 1, 1]
    Value between = real.times(share).plus(made.times(share.negative().plus(1)));
    Value slope = judged(pass, between).gradient(between);
    return slope.square().sum(1, 2, 3).plus(TINY).sqrt().minus(1).square().mean();
  }

  /** New images, as many as there are real ones. */
  private Value made(Net pass) {
    return generator.build(pass.at(GENERATOR), noise(pass), labels);
  }

  private Value judged(Net pass, Value images) {
    return discriminator.build(pass.at(DISCRIMINATOR), images, labels);
  }

  private Value noise(Net pass) {
    Value each = real.meanKeep(1, 2, 3).reshape(-1, 1); // for the number of images
    var tf = pass.tf();
    Value rows =
        each.of(tf.tile(each, tf.constant(new int[] {1, config.latent()}))); // [batch, latent]
    return pass.normalLike(rows).reshape(-1, config.latent());
  }

  private Optimizer adam(double rate) {
    // as DCGAN has it; the critic of WGAN-GP wants no memory of its direction
    float beta1 = config.loss() == Game.WGAN_GP ? 0 : .5f;
    float beta2 = config.loss() == Game.WGAN_GP ? .9f : .999f;
    return Optimizer.of(new Optimizer.Adam(beta1, beta2, 1e-8f), Rates.constant((float) rate));
  }

  Program program() {
    return program;
  }

  /** One step of one player. */
  Step step(String player) {
    return player.equals(GENERATOR) ? generates : discriminates;
  }

  /** How many numbers both players train. */
  long size() {
    return program.size() - size(GanNetwork.AVERAGE);
  }

  /** How many numbers a player trains. */
  long size(String player) {
    return program.params(player).stream()
        .filter(p -> p.trained())
        .mapToLong(p -> p.shape().size())
        .sum();
  }

  /** The generator that pictures are drawn with, as it is now. */
  Weights average() {
    return GanNetwork.average(program.weights());
  }

  List<Epoch> fit(Images images, List<Listener> listeners, Optional<Checkpoint.Saved> saved) {
    if (saved.isPresent()) {
      program.restore(saved.get().state());
    } else {
      program.run(begin, Batch.EMPTY);
    }
    return new Trainer(program, train, null, config.epochs(), listeners)
        .fit(
            new ImageBatches(images, config.batchSize(), config.seed()),
            null,
            saved.map(Checkpoint.Saved::history).orElse(List.of()));
  }

  @Override
  public void close() {
    program.close();
  }
}
