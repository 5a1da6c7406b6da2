package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.depthwiseConv;
import static org.vivarium.layers.Layers.identity;
import static org.vivarium.layers.Layers.residual;
import static org.vivarium.layers.Pooling.globalAveragePool;
import static org.vivarium.layers.Pooling.maxPoolSame;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Padding;

/**
 * Xception (Chollet, "Xception: deep learning with depthwise separable convolutions", 2017) as
 * Keras has it, with timm's names: 22,855,952 trained parameters for 299x299x3 images and 1000
 * classes, and as many for images of any other size. It leaves out the paper's optional dense
 * layers. timm's own network of these names has batch norm with epsilon 0.00001 in place of 0.001,
 * and pools images of even sides one pixel apart from TensorFlow's SAME. In images below 64 pixels
 * the stem keeps the size.
 */
public record Xception(int classes) implements Layer {
  private static final int SMALL = 64;
  private static final int MIDDLE = 8; // blocks of the middle flow

  @Override
  public Value build(Net net, Value image) {
    List<Layer> body = new ArrayList<>();
    body.add(image.dim(1) < SMALL ? stem(1, Padding.SAME) : stem(2, Padding.VALID));
    body.add(new Block(List.of(128, 128), 2, false).at("block1"));
    body.add(new Block(List.of(256, 256), 2, true).at("block2"));
    body.add(new Block(List.of(728, 728), 2, true).at("block3"));
    for (int i = 0; i < MIDDLE; i++) {
      body.add(new Block(List.of(728, 728, 728), 1, true).at("block" + (4 + i)));
    }
    body.add(new Block(List.of(728, 1024), 2, true).at("block12"));
    body.add(chain(separable("conv3", 1536), norm("bn3"), relu()));
    body.add(chain(separable("conv4", 2048), norm("bn4"), relu()));
    body.add(globalAveragePool());
    body.add(dense("fc", classes).init(Init.lecun())); // no ReLU follows
    return chain(body.toArray(Layer[]::new)).build(net, image);
  }

  private static Layer stem(int stride, Padding padding) {
    return chain(
        conv("conv1", 32, 3).stride(stride).padding(padding).noBias(),
        norm("bn1"),
        relu(),
        conv("conv2", 64, 3).padding(padding).noBias(),
        norm("bn2"),
        relu());
  }

  /** A kernel for each channel, then a mixture of the channels, with nothing between. */
  private static Layer separable(String name, int filters) {
    return chain(depthwiseConv("conv1", 3).noBias(), conv("pointwise", filters, 1).noBias())
        .at(name);
  }

  private static Layer norm(String name) {
    return batchNorm(name).momentum(.01f).epsilon(1e-3f);
  }

  /**
   * Separable convolutions beside a shortcut, which is a 1x1 convolution where the image shrinks.
   *
   * @param filters of each convolution
   * @param rectifies whether a ReLU comes before the first one too
   */
  private record Block(List<Integer> filters, int stride, boolean rectifies) implements Layer {
    @Override
    public Value build(Net net, Value x) {
      List<Layer> body = new ArrayList<>();
      int position = 0; // names are positions, and a ReLU has one
      for (int i = 0; i < filters.size(); i++) {
        if (i > 0 || rectifies) {
          body.add(relu());
          position++;
        }
        body.add(separable("rep." + position++, filters.get(i)));
        body.add(norm("rep." + position++));
      }
      if (stride == 1) {
        return residual(chain(body.toArray(Layer[]::new)), identity()).build(net, x);
      }
      body.add(maxPoolSame(3, stride));
      int last = filters.get(filters.size() - 1);
      Layer shortcut = chain(conv("skip", last, 1).stride(stride).noBias(), norm("skipbn"));
      return residual(chain(body.toArray(Layer[]::new)), shortcut).build(net, x);
    }
  }
}
