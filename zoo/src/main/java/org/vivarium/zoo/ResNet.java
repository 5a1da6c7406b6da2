package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.identity;
import static org.vivarium.layers.Layers.residual;
import static org.vivarium.layers.Pooling.globalAveragePool;
import static org.vivarium.layers.Pooling.maxPool;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * ResNet (He et al., "Deep residual learning for image recognition", 2015) with torchvision's
 * names: for 224x224x3 images and 1000 classes ResNet-18 has 11,689,512 parameters, ResNet-34
 * 21,797,672 and ResNet-50 25,557,032. Images below 64 pixels get the 3x3 stem without pooling that
 * is usual for CIFAR (11,173,962 parameters in ResNet-18 for ten classes) instead of the paper's
 * 7x7 stem.
 *
 * @param blocks blocks in each of the four stages
 * @param bottleneck whether a block narrows to its 3x3 convolution, or has two of them
 */
public record ResNet(int classes, List<Integer> blocks, boolean bottleneck) implements Layer {
  private static final int SMALL = 64;

  public ResNet {
    blocks = List.copyOf(blocks);
  }

  public static ResNet resnet18(int classes) {
    return new ResNet(classes, List.of(2, 2, 2, 2), false);
  }

  public static ResNet resnet34(int classes) {
    return new ResNet(classes, List.of(3, 4, 6, 3), false);
  }

  public static ResNet resnet50(int classes) {
    return new ResNet(classes, List.of(3, 4, 6, 3), true);
  }

  @Override
  public Value build(Net net, Value image) {
    List<Layer> body = new ArrayList<>(image.dim(1) < SMALL ? smallStem() : stem());
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int b = 0; b < blocks.get(stage); b++) {
        int stride = stage > 0 && b == 0 ? 2 : 1;
        int filters = 64 << stage;
        Layer block = bottleneck ? Block.bottleneck(filters, stride) : Block.basic(filters, stride);
        body.add(block.at("layer" + (stage + 1) + "." + b));
      }
    }
    body.add(globalAveragePool());
    body.add(dense("fc", classes).init(Init.lecun())); // no ReLU follows
    return chain(body.toArray(Layer[]::new)).build(net, image);
  }

  private static List<Layer> smallStem() {
    return List.of(conv("conv1", 64, 3).noBias(), batchNorm("bn1"), relu());
  }

  private static List<Layer> stem() {
    return List.of(
        conv("conv1", 64, 7).stride(2).noBias(), batchNorm("bn1"), relu(), maxPool(3, 2, 1));
  }

  /** A body beside a shortcut, which is a 1x1 convolution where shapes differ. */
  private record Block(Layer body, int filters, int stride) implements Layer {
    static Block basic(int filters, int stride) {
      Layer body =
          chain(
              conv("conv1", filters, 3).stride(stride).noBias(),
              batchNorm("bn1"),
              relu(),
              conv("conv2", filters, 3).noBias(),
              batchNorm("bn2"));
      return new Block(body, filters, stride);
    }

    static Block bottleneck(int filters, int stride) {
      Layer body =
          chain(
              conv("conv1", filters, 1).noBias(),
              batchNorm("bn1"),
              relu(),
              conv("conv2", filters, 3).stride(stride).noBias(), // the paper strides in conv1
              batchNorm("bn2"),
              relu(),
              conv("conv3", 4 * filters, 1).noBias(),
              batchNorm("bn3"));
      return new Block(body, 4 * filters, stride);
    }

    @Override
    public Value build(Net net, Value x) {
      Layer shortcut =
          stride == 1 && x.dim(-1) == filters
              ? identity()
              : chain(
                  conv("downsample.0", filters, 1).stride(stride).noBias(),
                  batchNorm("downsample.1"));
      return residual(body, shortcut).build(net, x).relu();
    }
  }
}
