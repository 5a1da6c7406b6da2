package org.vivarium.apps.anomaly;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.leakyRelu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.unflatten;
import static org.vivarium.layers.Pooling.maxPoolSame;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Gaussian;
import org.vivarium.layers.Likelihood;
import org.vivarium.layers.Losses;
import org.vivarium.zoo.Autoencoder;
import org.vivarium.zoo.LeNet;
import org.vivarium.zoo.Vae;

/**
 * A network that learns what is usual, and all it takes to build it again.
 *
 * @param shape of a row: height, width, channels
 * @param pixels whether rows are pixels in 0..1 rather than numbers of mean 0 and variance 1
 * @param latent numbers that a row is put into
 * @param classes that a classifier tells
 */
record Architecture(Family family, List<Integer> shape, boolean pixels, int latent, int classes) {
  enum Family {
    AUTOENCODER,
    VAE,
    SVDD,
    CLASSIFIER
  }

  private static final int DRAWS = 16; // of a code, that a reconstruction probability is a mean of
  private static final float NO_INK = 1e-3f; // beside which an empty picture is no 0/0
  private static final float LENGTH = 9; // of the pixels of a usual digit
  private static final float LEAK = .1f;
  private static final int FILTERS = 16;

  Architecture {
    shape = List.copyOf(shape);
  }

  int columns() {
    return shape.get(0) * shape.get(1) * shape.get(2);
  }

  private int hidden() {
    return pixels ? 256 : Math.max(32, 2 * columns());
  }

  private Vae vae() {
    return Vae.of(shape, hidden(), latent);
  }

  private Autoencoder autoencoder() {
    return new Autoencoder(shape, List.of(hidden(), hidden() / 2), latent, 0);
  }

  /**
   * The encoder of a one-class network: without biases, or it could put all rows into one place
   * whatever they are (Ruff et al., "Deep one-class classification", 2018). For pictures it is the
   * paper's LeNet, twice to four times as wide.
   */
  private Layer sphere() {
    Layer body =
        pixels
            ? chain(this::evenly, seen("1"), seen("2"), flatten(), dense("fc", latent).noBias())
            : chain(
                flatten(),
                dense("fc1", hidden()).noBias(),
                leakyRelu(LEAK),
                dense("fc2", latent).noBias());
    return body.at("encoder");
  }

  private static Layer seen(String number) {
    return chain(
        conv("conv" + number, FILTERS, 5).noBias(),
        batchNorm("bn" + number).noAffine(),
        leakyRelu(LEAK),
        maxPoolSame(2, 2));
  }

  /**
   * What {@link Ink} makes of pixels, in the graph: without biases, thick strokes would have longer
   * codes than thin ones.
   */
  private Value evenly(Net net, Value x) {
    return x.over(x.sumKeep(1, 2, 3).plus(NO_INK)).sqrt().times(LENGTH);
  }

  /**
   * What a one-class network lowers before it has a centre: the loss of an autoencoder whose
   * encoder it is, as in the paper.
   *
   * @param x {@code [batch, height, width, channels]}
   */
  Value pretraining(Net net, Value x) {
    Layer decoder =
        chain(
                dense("fc1", hidden()),
                leakyRelu(LEAK),
                dense("fc2", columns()),
                unflatten(shape.get(0), shape.get(1), shape.get(2)))
            .at("decoder");
    return likelihood(decoder.build(net, sphere().build(net, x)), x).negative().mean();
  }

  /**
   * What training lowers, as a mean over the batch.
   *
   * @param x {@code [batch, height, width, channels]}
   * @param centre {@code [latent]}, of a one-class network
   * @param labels of a classifier
   */
  Value loss(Net net, Value x, Value centre, Operand<TInt32> labels) {
    return switch (family) {
      case AUTOENCODER -> {
        Value out = autoencoder().decoder().build(net, autoencoder().encoder().build(net, x));
        yield likelihood(out, x).negative().mean();
      }
      case VAE -> {
        Gaussian code = vae().encode(net, x);
        Value out = vae().decode(net, code.sample(net));
        Value divergence = Likelihood.divergence(code.mean(), code.logVariance());
        yield divergence.minus(likelihood(out, x)).mean();
      }
      case SVDD -> sphere().build(net, x).minus(centre).square().sum(1).mean();
      case CLASSIFIER ->
          Losses.crossEntropy(new LeNet(classes).build(net.at("classifier"), x), labels);
    };
  }

  /** What the network says of each row, by name. */
  Map<String, Value> outputs(Supplier<Net> pass, Value x, Value centre) {
    Map<String, Value> outputs = new LinkedHashMap<>();
    switch (family) {
      case AUTOENCODER -> {
        Net net = pass.get();
        reconstruct(
            outputs, autoencoder().decoder().build(net, autoencoder().encoder().build(net, x)), x);
      }
      case VAE -> {
        Net net = pass.get();
        Gaussian code = vae().encode(net, x);
        reconstruct(outputs, vae().decode(net, code.mean()), x);
        outputs.put("doubt", doubt(pass, code, x));
      }
      case SVDD ->
          outputs.put("distance", sphere().build(pass.get(), x).minus(centre).square().sum(1));
      case CLASSIFIER -> {
        outputs.put("features", LeNet.features().build(pass.get().at("classifier"), x));
        outputs.put("logits", new LeNet(classes).build(pass.get().at("classifier"), x));
      }
    }
    if (family == Family.SVDD) {
      outputs.put("code", sphere().build(pass.get(), x));
    }
    return outputs;
  }

  /**
   * The squared error; of pixels relative to the ink of both pictures, or a thin stroke would never
   * be unusual and a thick one always.
   */
  private void reconstruct(Map<String, Value> outputs, Value out, Value x) {
    Value drawn = pixels ? out.sigmoid() : out;
    Value error = x.minus(drawn).square().sum(1, 2, 3);
    Value ink = x.square().plus(drawn.square()).sum(1, 2, 3);
    outputs.put("reconstruction", drawn);
    outputs.put("error", pixels ? error.over(ink.plus(NO_INK)) : error);
  }

  /**
   * The negative reconstruction probability (An and Cho, "Variational autoencoder based anomaly
   * detection using reconstruction probability", 2015): the mean log-probability of the row over
   * draws of its code. The draws are the same for each row, so that a score is a function of it.
   */
  private Value doubt(Supplier<Net> pass, Gaussian code, Value x) {
    Draws draws = new Draws(0, "codes");
    Value deviation = code.logVariance().times(.5f).exp();
    Value sum = null;
    for (int d = 0; d < DRAWS; d++) {
      float[] noise = new float[latent];
      for (int i = 0; i < latent; i++) {
        noise[i] = (float) draws.normal();
      }
      Value z = code.mean().plus(deviation.times(code.mean().tf().constant(noise)));
      Value one = likelihood(vae().decode(pass.get(), z), x);
      sum = sum == null ? one : sum.plus(one);
    }
    return sum.times(-1f / DRAWS);
  }

  /** The log-probability of rows: of pixels as coins, of other numbers with variance 1. */
  private Value likelihood(Value out, Value x) {
    return pixels ? Likelihood.bernoulli(out, x) : Likelihood.gaussian(out, out.times(0), x);
  }
}
