package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu6;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.depthwiseConv;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Pooling.globalAveragePool;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * MobileNetV2 (Sandler et al., "MobileNetV2: inverted residuals and linear bottlenecks", 2018) with
 * torchvision's names: 3,504,872 parameters for 224x224x3 images and 1000 classes. In images below
 * 64 pixels the stem and the second stage keep the size, as is usual for CIFAR, with the same
 * parameters.
 */
public record MobileNetV2(int classes) implements Layer {
  private static final int SMALL = 64;

  /** Blocks of one width; the first has the stride, the others 1. */
  private record Stage(int expansion, int filters, int blocks, int stride) {}

  @Override
  public Value build(Net net, Value image) {
    int early = image.dim(1) < SMALL ? 1 : 2;
    List<Layer> body = new ArrayList<>(); // names are positions
    body.add(unit(conv("0", 32, 3).stride(early).noBias()).at("features.0"));
    for (Stage stage : stages(early)) {
      for (int b = 0; b < stage.blocks(); b++) {
        int stride = b == 0 ? stage.stride() : 1;
        Layer block = new Block(stage.expansion(), stage.filters(), stride);
        body.add(block.at("features." + body.size()));
      }
    }
    body.add(unit(conv("0", 1280, 1).noBias()).at("features." + body.size()));
    body.add(globalAveragePool());
    body.add(dropout(.2f));
    body.add(dense("classifier.1", classes).init(Init.lecun())); // no ReLU follows
    return chain(body.toArray(Layer[]::new)).build(net, image);
  }

  private static List<Stage> stages(int early) {
    return List.of(
        new Stage(1, 16, 1, 1),
        new Stage(6, 24, 2, early),
        new Stage(6, 32, 3, 2),
        new Stage(6, 64, 4, 2),
        new Stage(6, 96, 3, 1),
        new Stage(6, 160, 3, 2),
        new Stage(6, 320, 1, 1));
  }

  private static Layer unit(Layer convolution) {
    return chain(convolution, batchNorm("1"), relu6());
  }

  /** Widens, filters each channel and narrows again; the narrow ends are not rectified. */
  private record Block(int expansion, int filters, int stride) implements Layer {
    @Override
    public Value build(Net net, Value x) {
      int channels = Math.toIntExact(x.dim(-1));
      List<Layer> body = new ArrayList<>();
      if (expansion > 1) {
        body.add(unit(conv("0", channels * expansion, 1).noBias()).at("conv.0"));
      }
      body.add(unit(depthwiseConv("0", 3).stride(stride).noBias()).at("conv." + body.size()));
      body.add(conv("conv." + body.size(), filters, 1).noBias());
      body.add(batchNorm("conv." + body.size()));
      Layer block = chain(body.toArray(Layer[]::new));
      return (stride == 1 && channels == filters ? block.plusInput() : block).build(net, x);
    }
  }
}
