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
 * names: ResNet-18 has 11,689,512 parameters for 224x224x3 images and 1000 classes. Images below 64
 * pixels get the 3x3 stem without pooling that is usual for CIFAR (11,173,962 parameters for ten
 * classes) instead of the paper's 7x7 stem.
 *
 * @param blocks basic blocks in each of the four stages
 */
public record ResNet(int classes, List<Integer> blocks) implements Layer {
  private static final int SMALL = 64;

  public ResNet {
    blocks = List.copyOf(blocks);
  }

  public static ResNet resnet18(int classes) {
    return new ResNet(classes, List.of(2, 2, 2, 2));
  }

  @Override
  public Value build(Net net, Value image) {
    List<Layer> body = new ArrayList<>(image.dim(1) < SMALL ? smallStem() : stem());
    for (int stage = 0; stage < blocks.size(); stage++) {
      for (int b = 0; b < blocks.get(stage); b++) {
        int stride = stage > 0 && b == 0 ? 2 : 1;
        body.add(new Block(64 << stage, stride).at("layer" + (stage + 1) + "." + b));
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

  /** Two 3x3 convolutions beside a shortcut, which is a 1x1 convolution where shapes differ. */
  private record Block(int filters, int stride) implements Layer {
    @Override
    public Value build(Net net, Value x) {
      Layer body =
          chain(
              conv("conv1", filters, 3).stride(stride).noBias(),
              batchNorm("bn1"),
              relu(),
              conv("conv2", filters, 3).noBias(),
              batchNorm("bn2"));
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
