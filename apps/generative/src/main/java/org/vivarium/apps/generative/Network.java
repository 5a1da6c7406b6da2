package org.vivarium.apps.generative;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vivarium.data.Images;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.zoo.Vae;

/**
 * A VAE of the zoo, fitted to a kind of images: what it takes to build it again.
 *
 * @param image height, width and channels
 * @param latent numbers that an image is put into
 */
record Network(String model, List<Integer> image, int latent) {
  static final List<String> MODELS = List.of("vae", "conv_vae");

  private static final String KEY = "network"; // in the metadata of weights
  private static final Gson GSON = new Gson();
  private static final float HALF = .5f;

  Network {
    image = List.copyOf(image);
    if (!MODELS.contains(model) || image.size() != 3 || latent < 1) {
      throw new IllegalArgumentException(
          "there is no VAE '%s' with %d latent numbers for images of %s"
              .formatted(model, latent, image));
    }
  }

  static Network of(Config config, Images images) {
    List<Integer> image = List.of(images.height(), images.width(), images.channels());
    return new Network(config.model(), image, config.latent());
  }

  /** The network that weights were trained in. */
  static Network ofWeights(Weights weights) {
    try {
      Network network = GSON.fromJson(weights.metadata().get(KEY), Network.class);
      if (network != null) {
        return network;
      }
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalArgumentException("the weights say no VAE that can be built", e);
    }
    throw new IllegalArgumentException(
        "the weights do not say what VAE they are of: they were not written by 'vae train'");
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return new TreeMap<>(Map.of("model", model, KEY, GSON.toJson(this))); // files keep the order
  }

  /** With the widths of the zoo's rows. */
  Vae vae() {
    return model.equals("vae")
        ? Vae.of(image, 400, latent)
        : Vae.convolutional(image, 32, 256, latent);
  }

  /** What is exported: as the zoo's model, but grey pixels in 0..1 become black or white first. */
  Model served() {
    Model whole = vae().model();
    return new Model(
        whole.inputs(),
        (net, in) ->
            whole.build(net, new Model.Inputs(Map.of("image", binary(in.floats("image"))))));
  }

  /** Declares the input {@code image}, bytes, and reads each pixel as 0 or 1. */
  Value image(Program program) {
    return binary(program.pixels("image", -1, image.get(0), image.get(1), image.get(2)));
  }

  /** 1 from half brightness on, below it 0: coins, as the likelihood takes pixels for. */
  private static Value binary(Value pixels) {
    var tf = pixels.tf();
    return pixels.of(tf.math.floor(pixels.plus(HALF))); // no comparison: oneDNN warns of booleans
  }
}
