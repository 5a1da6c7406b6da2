package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.oneHot;
import static org.vivarium.layers.Layers.unflatten;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Gaussian;

/**
 * Conditional variational autoencoder (Sohn et al., "Learning structured output representation
 * using deep conditional generative models", 2015) of images by their classes: the dense {@link
 * Vae} whose encoder and decoder are told the class, one-hot beside what they read. 660,824
 * parameters for 28x28x1 images and ten classes at 784-400-20; the prior does not depend on the
 * class.
 *
 * @param image height, width and channels
 * @param latent numbers that an image is put into
 */
public record ConditionalVae(List<Integer> image, int hidden, int latent, int classes) {
  public ConditionalVae {
    image = List.copyOf(image);
  }

  /** Where images of these classes lie; parameters under {@code encoder}. */
  public Gaussian encode(Net net, Value images, Operand<TInt32> labels) {
    Net n = net.at("encoder");
    Value x = told(n, flatten().build(n, images), labels);
    return Vae.heads(n, chain(dense("fc1", hidden), relu()).build(n, x), latent);
  }

  /**
   * Logits of the pixels for places {@code [batch, latent]} and classes; parameters under {@code
   * decoder}.
   */
  public Value decode(Net net, Value z, Operand<TInt32> labels) {
    Net n = net.at("decoder");
    int pixels = image.get(0) * image.get(1) * image.get(2);
    return chain(
            dense("fc1", hidden),
            relu(),
            dense("fc2", pixels).init(Init.lecun()), // no ReLU follows
            unflatten(image.get(0), image.get(1), image.get(2)))
        .build(n, told(n, z, labels));
  }

  /** The network with inputs {@code image} and {@code label}, and the outputs of {@link Vae}. */
  public Model model() {
    Model.Input input = Model.Input.floats("image", image.get(0), image.get(1), image.get(2));
    return new Model(
        List.of(input, Model.Input.numbers("label", classes)),
        (net, in) -> {
          var labels = in.numbers("label");
          Gaussian latents = encode(net, in.floats("image"), labels);
          return Vae.outputs(decode(net, latents.sample(net), labels), latents);
        });
  }

  private Value told(Net net, Value x, Operand<TInt32> labels) {
    return x.of(net.tf().concat(List.of(x, oneHot(net, labels, classes)), net.tf().constant(1)));
  }
}
