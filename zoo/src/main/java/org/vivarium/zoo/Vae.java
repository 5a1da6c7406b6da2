package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.transposedConv;
import static org.vivarium.layers.Layers.unflatten;

import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Gaussian;
import org.vivarium.layers.Padding;

/**
 * Variational autoencoder (Kingma and Welling, "Auto-encoding variational Bayes", 2013): dense as
 * in PyTorch's example, 784-400-20 and back with 652,824 parameters for 28x28x1 images, or with two
 * convolutions on either side. It has ReLU where the paper has tanh. A training pass decodes a
 * draw, a serving pass the mean; the outputs are {@code logits} of the pixels, {@code [batch,
 * height, width, channels]}, {@code latent.mean} and {@code latent.log_variance}.
 *
 * @param image height, width and channels
 * @param latent numbers that an image is put into
 * @param encoder from images to what mean and log-variance are read from
 * @param decoder from {@code [batch, latent]} to logits of the pixels
 */
public record Vae(List<Integer> image, int latent, Layer encoder, Layer decoder) {
  private static final int SMALLER = 4; // a side is divided by this

  public Vae {
    image = List.copyOf(image);
  }

  /** With a single hidden layer. */
  public static Vae of(List<Integer> image, int hidden, int latent) {
    int pixels = image.get(0) * image.get(1) * image.get(2);
    Layer encoder = chain(flatten(), dense("fc1", hidden), relu());
    Layer decoder =
        chain(
            dense("fc1", hidden),
            relu(),
            dense("fc2", pixels).init(Init.lecun()), // no ReLU follows
            unflatten(image.get(0), image.get(1), image.get(2)));
    return new Vae(image, latent, encoder, decoder);
  }

  /**
   * With convolutions that halve the image twice, and such that double it.
   *
   * @param width filters of the outer convolutions; the inner ones have twice as many
   */
  public static Vae convolutional(List<Integer> image, int width, int hidden, int latent) {
    int height = image.get(0) / SMALLER;
    int across = image.get(1) / SMALLER;
    if (image.get(0) % SMALLER > 0 || image.get(1) % SMALLER > 0) {
      throw new IllegalArgumentException(
          "the convolutional VAE needs images whose sides are multiples of %d, not %dx%d: pad or resize them"
              .formatted(SMALLER, image.get(0), image.get(1)));
    }
    Layer encoder =
        chain(
            conv("conv1", width, 4).stride(2).padding(Padding.SAME),
            relu(),
            conv("conv2", 2 * width, 4).stride(2).padding(Padding.SAME),
            relu(),
            flatten(),
            dense("fc1", hidden),
            relu());
    Layer decoder =
        chain(
            dense("fc1", hidden),
            relu(),
            dense("fc2", height * across * 2 * width),
            relu(),
            unflatten(height, across, 2 * width),
            transposedConv("conv1", width, 4),
            relu(),
            transposedConv("conv2", image.get(2), 4).init(Init.lecun()));
    return new Vae(image, latent, encoder, decoder);
  }

  /** Where images lie; parameters under {@code encoder}. */
  public Gaussian encode(Net net, Value images) {
    Net n = net.at("encoder");
    return heads(n, encoder.build(n, images), latent);
  }

  /**
   * Logits of the pixels at these places {@code [batch, latent]}; parameters under {@code decoder}.
   */
  public Value decode(Net net, Value z) {
    return decoder.build(net.at("decoder"), z);
  }

  public Model model() {
    Model.Input input = Model.Input.floats("image", image.get(0), image.get(1), image.get(2));
    return new Model(
        List.of(input),
        (net, in) -> {
          Gaussian latents = encode(net, in.floats("image"));
          return outputs(decode(net, latents.sample(net)), latents);
        });
  }

  static Gaussian heads(Net net, Value features, int latent) {
    Value mean = dense("mean", latent).init(Init.lecun()).build(net, features);
    return new Gaussian(
        mean, dense("log_variance", latent).init(Init.lecun()).build(net, features));
  }

  static Map<String, Value> outputs(Value logits, Gaussian latents) {
    return Map.of(
        "logits",
        logits,
        "latent.mean",
        latents.mean(),
        "latent.log_variance",
        latents.logVariance());
  }
}
