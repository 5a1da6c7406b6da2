package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Pooling.globalAveragePool;
import static org.vivarium.layers.Pooling.maxPool;
import static org.vivarium.layers.Pooling.maxPoolToEdge;

import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * GoogLeNet (Szegedy et al., "Going deeper with convolutions", 2014) as torchvision has it: with
 * batch norm, 3x3 kernels in place of 5x5 and no auxiliary classifiers, 6,624,904 parameters for
 * 224x224x3 images and 1000 classes. Images have at least 32 pixels a side; torchvision's own
 * weights want them as {@code 2 x - 1} for {@code x} from 0 to 1, and hold auxiliary classifiers
 * too: {@link GoogLeNetAux} takes them whole.
 */
public record GoogLeNet(int classes) implements Layer {
  private static final int SMALLEST = 32;

  @Override
  public Value build(Net net, Value image) {
    return chain(lower(), middle(), upper()).build(net, image);
  }

  /** From the image to where the first auxiliary classifier looks. */
  static Layer lower() {
    return chain(
        enough(),
        unit("conv1", 64, 7, 2),
        maxPoolToEdge(3, 2),
        unit("conv2", 64, 1, 1),
        unit("conv3", 192, 3, 1),
        maxPoolToEdge(3, 2),
        new Inception(64, 96, 128, 16, 32, 32).at("inception3a"),
        new Inception(128, 128, 192, 32, 96, 64).at("inception3b"),
        maxPoolToEdge(3, 2),
        new Inception(192, 96, 208, 16, 48, 64).at("inception4a"));
  }

  /** From there to where the second auxiliary classifier looks. */
  static Layer middle() {
    return chain(
        new Inception(160, 112, 224, 24, 64, 64).at("inception4b"),
        new Inception(128, 128, 256, 24, 64, 64).at("inception4c"),
        new Inception(112, 144, 288, 32, 64, 64).at("inception4d"));
  }

  /** From there to the logits. */
  Layer upper() {
    return chain(
        new Inception(256, 160, 320, 32, 128, 128).at("inception4e"),
        maxPoolToEdge(2, 2),
        new Inception(256, 160, 320, 32, 128, 128).at("inception5a"),
        new Inception(384, 192, 384, 48, 128, 128).at("inception5b"),
        globalAveragePool(),
        dropout(.2f),
        dense("fc", classes).init(Init.lecun())); // no ReLU follows
  }

  private static Layer enough() {
    return (net, image) -> {
      Sides.shorter("GoogLeNet", image, SMALLEST);
      return image;
    };
  }

  static Layer unit(String name, int filters, int kernel, int stride) {
    return chain(
            conv("conv", filters, kernel).stride(stride).noBias(),
            batchNorm("bn").epsilon(1e-3f),
            relu())
        .at(name);
  }

  /**
   * Four branches side by side, their channels joined.
   *
   * @param reduce2 filters of the 1x1 convolution before the 3x3 one of the second branch
   */
  private record Inception(
      int branch1, int reduce2, int branch2, int reduce3, int branch3, int branch4)
      implements Layer {
    @Override
    public Value build(Net net, Value x) {
      Layer one = unit("branch1", branch1, 1, 1);
      Layer two = chain(unit("branch2.0", reduce2, 1, 1), unit("branch2.1", branch2, 3, 1));
      Layer three = chain(unit("branch3.0", reduce3, 1, 1), unit("branch3.1", branch3, 3, 1));
      Layer four = chain(maxPool(3, 1, 1), unit("branch4.1", branch4, 1, 1));
      List<Operand<TFloat32>> branches = new ArrayList<>();
      for (Layer branch : List.of(one, two, three, four)) {
        branches.add(branch.build(net, x));
      }
      return x.of(net.tf().concat(branches, net.tf().constant(3)));
    }
  }
}
