package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Activations.tanh;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.oneHot;
import static org.vivarium.layers.Layers.transposedConv;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * The generator of DCGAN (Radford et al., "Unsupervised representation learning with deep
 * convolutional generative adversarial networks", 2015) as in PyTorch's tutorial and by its names:
 * 3,576,704 parameters for 64x64x3 images of 100 numbers, at width 64. Smaller images take fewer
 * doublings. With classes it is told them one-hot beside the noise (Mirza and Osindero,
 * "Conditional generative adversarial nets", 2014). Kernels start with a deviation of 0.02; the
 * scales of batch norm start at 1. Its output is {@code image}, -1 to 1.
 *
 * @param side of the square images: 4, 5, 6 or 7 times a power of two
 * @param width filters before the last layer; every earlier layer has twice as many
 * @param latent numbers that an image is made of
 * @param classes 0 for none
 */
public record DcganGenerator(int side, int channels, int width, int latent, int classes) {
  static final Init NORMAL = Init.normal(.02f);
  private static final int LARGEST = 7;
  private static final int SMALLEST = 4;

  public DcganGenerator {
    doublings(side);
  }

  public DcganGenerator(int side, int channels) {
    this(side, channels, 64, 100, 0);
  }

  /** The conditional one. */
  public DcganGenerator classes(int classes) {
    return new DcganGenerator(side, channels, width, latent, classes);
  }

  /** Images of noise {@code [batch, latent]}; {@code labels} may be null where there are none. */
  public Value build(Net net, Value noise, Operand<TInt32> labels) {
    int doublings = doublings(side);
    List<Layer> body = new ArrayList<>(); // names are positions
    body.add(new Projection(name(body), width << (doublings - 1), side >> doublings));
    for (int i = doublings - 2; i >= -1; i--) {
      body.add(batchNorm(name(body)));
      body.add(relu());
      int filters = i < 0 ? channels : width << i;
      body.add(transposedConv(name(body), filters, 4).init(NORMAL).noBias());
    }
    body.add(tanh());
    return chain(body.toArray(Layer[]::new)).build(net, told(net, noise, labels));
  }

  public Model model() {
    Model.Input noise = Model.Input.floats("noise", latent);
    Model.Input label = Model.Input.numbers("label", classes);
    return new Model(
        classes == 0 ? List.of(noise) : List.of(noise, label),
        (net, in) -> {
          var labels = classes == 0 ? null : in.numbers("label");
          return Map.of("image", build(net, in.floats("noise"), labels));
        });
  }

  private Value told(Net net, Value noise, Operand<TInt32> labels) {
    if (classes == 0) {
      return noise;
    }
    Value label = oneHot(net, labels, classes);
    return noise.of(net.tf().concat(List.of(noise, label), net.tf().constant(1)));
  }

  static String name(List<Layer> body) {
    return "main." + body.size();
  }

  /** How many times an image of 4 to 7 pixels is doubled to this side. */
  static int doublings(int side) {
    int doublings = Math.max(0, 29 - Integer.numberOfLeadingZeros(side));
    int first = side >> doublings;
    if (doublings < 1 || first << doublings != side) {
      throw new IllegalArgumentException(
          "DCGAN makes images whose side is %d to %d times a power of two, such as 28, 32 or 64, not %d"
              .formatted(SMALLEST, LARGEST, side));
    }
    return doublings;
  }

  /** A transposed convolution of a single pixel: {@code [batch, in]} to a square image. */
  private record Projection(String name, int filters, int side) implements Layer {
    @Override
    public Value build(Net net, Value x) {
      long in = x.dim(1);
      Value weight =
          net.at(name).weight("weight", Layout.TRANSPOSED, NORMAL, side, side, filters, in);
      return x.matmul(weight.reshape(-1, in).transpose(1, 0)).reshape(-1, side, side, filters);
    }
  }
}
