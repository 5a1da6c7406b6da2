package org.vivarium.apps.generative.vae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vivarium.data.Images;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Likelihood;
import org.vivarium.weights.Described;
import org.vivarium.zoo.Vae;

/**
 * A VAE of the zoo, fitted to a kind of images: what it takes to build it again.
 *
 * @param image height, width and channels
 * @param latent numbers that an image is put into
 * @param likelihood {@code binary}: pixels are the results of independent coins, black or white;
 *     {@code gaussian}: normally distributed about what is decoded, with one trained variance for
 *     all pixels (Rybkin et al. 2021)
 */
record Network(String model, List<Integer> image, int latent, String likelihood) {
  static final List<String> MODELS = List.of("vae", "conv_vae");

  private static final String KEY = "network"; // in the metadata of weights
  private static final float HALF = .5f;
  private static final String LOG_VARIANCE = "decoder.pixel.log_variance";
  private static final float FIRST = (float) Math.log(.05);

  Network {
    image = List.copyOf(image);
    likelihood = likelihood == null ? "binary" : likelihood; // what files did not say at first
    if (!MODELS.contains(model) || image.size() != 3 || latent < 1) {
      throw new IllegalArgumentException(
          "there is no VAE '%s' with %d latent numbers for images of %s"
              .formatted(model, latent, image));
    }
  }

  static Network of(Config config, Images images) {
    List<Integer> image = List.of(images.height(), images.width(), images.channels());
    return new Network(config.model(), image, config.latent(), config.likelihood());
  }

  /** The network that weights were trained in. */
  static Network ofWeights(Weights weights) {
    return Described.read(weights, KEY, Network.class, "VAE", "'vae train'");
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return new TreeMap<>(Map.of("model", model, KEY, Described.text(this))); // files keep the order
  }

  /** With the widths of the zoo's rows. */
  Vae vae() {
    return model.equals("vae")
        ? Vae.of(image, 400, latent)
        : Vae.convolutional(image, 32, 256, latent);
  }

  /** What is exported: as the zoo's model, but where pixels are binary they are made so first. */
  Model served() {
    Model whole = vae().model();
    return new Model(
        whole.inputs(),
        (net, in) -> whole.build(net, new Model.Inputs(Map.of("image", seen(in.floats("image"))))));
  }

  /** The weights that encoding and decoding take. */
  Weights drawing(Weights weights) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    arrays.remove(LOG_VARIANCE);
    return new Weights(arrays, weights.metadata());
  }

  /** Declares the input {@code image}, bytes, and reads it as the likelihood takes it. */
  Value image(Program program) {
    return seen(program.pixels("image", -1, image.get(0), image.get(1), image.get(2)));
  }

  boolean binary() {
    return likelihood.equals("binary");
  }

  /** The log-likelihood of images, {@code [batch]}. */
  Value likelihood(Net net, Value logits, Value images) {
    if (binary()) {
      return Likelihood.bernoulli(logits, images);
    }
    Value logVariance = net.weight(LOG_VARIANCE, Init.constant(FIRST), 1);
    return Likelihood.gaussian(logits.sigmoid(), logVariance, images);
  }

  private Value seen(Value pixels) {
    return binary() ? binary(pixels) : pixels;
  }

  /** 1 from half brightness on, below it 0: coins, as the likelihood takes pixels for. */
  private static Value binary(Value pixels) {
    var tf = pixels.tf();
    return pixels.of(tf.math.floor(pixels.plus(HALF))); // no comparison: oneDNN warns of booleans
  }
}
