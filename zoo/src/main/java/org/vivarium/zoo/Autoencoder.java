package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.unflatten;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Deep autoencoder (Hinton and Salakhutdinov, "Reducing the dimensionality of data with neural
 * networks", 2006): 784-1000-500-250-30 and back, 2,837,314 parameters for 28x28x1 images. It has
 * ReLU where the paper has logistic units, and no pretraining. With {@link #corruption} it is the
 * denoising autoencoder of Vincent et al. ("Extracting and composing robust features with denoising
 * autoencoders", 2008), which sees part of the pixels as 0 in training. Its outputs are {@code
 * logits} of the pixels, {@code [batch, height, width, channels]}, and {@code latent.code}.
 *
 * @param image height, width and channels
 * @param hidden units of the encoder's hidden layers; the decoder has them in reverse
 * @param code numbers that an image is put into
 * @param corruption the probability of a pixel to be 0 in training
 */
public record Autoencoder(List<Integer> image, List<Integer> hidden, int code, float corruption) {
  public Autoencoder {
    image = List.copyOf(image);
    hidden = List.copyOf(hidden);
    if (!(corruption >= 0 && corruption < 1)) {
      throw new IllegalArgumentException(
          "corruption is " + corruption + "; it must be from 0 to below 1");
    }
  }

  /** The paper's, for images of this height, width and channels. */
  public Autoencoder(List<Integer> image) {
    this(image, List.of(1000, 500, 250), 30, 0);
  }

  /** The denoising one. */
  public Autoencoder corruption(float corruption) {
    return new Autoencoder(image, hidden, code, corruption);
  }

  /** Images to codes {@code [batch, code]}; parameters under {@code encoder}. */
  public Layer encoder() {
    List<Layer> body = new ArrayList<>(List.of(flatten()));
    for (int i = 0; i < hidden.size(); i++) {
      body.add(chain(dense("fc" + (i + 1), hidden.get(i)), relu()));
    }
    body.add(dense("fc" + (hidden.size() + 1), code).init(Init.lecun())); // no ReLU follows
    return chain(body.toArray(Layer[]::new)).at("encoder");
  }

  /** Codes to logits of the pixels; parameters under {@code decoder}. */
  public Layer decoder() {
    List<Layer> body = new ArrayList<>();
    for (int i = 0; i < hidden.size(); i++) {
      body.add(chain(dense("fc" + (i + 1), hidden.get(hidden.size() - 1 - i)), relu()));
    }
    int pixels = image.get(0) * image.get(1) * image.get(2);
    body.add(dense("fc" + (hidden.size() + 1), pixels).init(Init.lecun()));
    body.add(unflatten(image.get(0), image.get(1), image.get(2)));
    return chain(body.toArray(Layer[]::new)).at("decoder");
  }

  public Model model() {
    Model.Input input = Model.Input.floats("image", image.get(0), image.get(1), image.get(2));
    return new Model(
        List.of(input),
        (net, in) -> {
          Value z = encoder().build(net, corrupted(net, in.floats("image")));
          return Map.of("logits", decoder().build(net, z), "latent.code", z);
        });
  }

  private Value corrupted(Net net, Value x) {
    if (!net.training() || corruption == 0) {
      return x;
    }
    var tf = net.tf();
    var kept = tf.math.greaterEqual(net.uniformLike(x), tf.constant(corruption));
    return x.times(tf.dtypes.cast(kept, TFloat32.class)); // what is left is not enlarged
  }
}
