package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.transposedConv;
import static org.vivarium.layers.Pooling.maxPool;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * U-Net (Ronneberger et al., "U-Net: convolutional networks for biomedical image segmentation",
 * 2015): {@code [batch, height, width, channels]} to logits {@code [batch, height, width, classes]}
 * for each pixel, 31,037,698 parameters for RGB images and two classes. Unlike the paper's it pads
 * its convolutions, so that the result is as large as the image, and has batch norm; names are
 * those of the usual PyTorch port ({@code inc.double_conv.0.weight}, {@code up1.up.weight}). Height
 * and width are multiples of {@code 2^depth}, or left open.
 *
 * @param width filters of the first level, 64 in the paper; each level has twice as many
 * @param depth how many times the image is halved, 4 in the paper
 */
public record UNet(int classes, int width, int depth) implements Layer {
  public UNet {
    if (classes < 1 || width < 1 || depth < 1) {
      throw new IllegalArgumentException(
          "U-Net has %d classes, width %d and depth %d; all must be at least 1"
              .formatted(classes, width, depth));
    }
  }

  public UNet(int classes) {
    this(classes, 64, 4);
  }

  @Override
  public Value build(Net net, Value image) {
    check(image.dim(1), image.dim(2));
    Deque<Value> skipped = new ArrayDeque<>();
    Value x = twice("inc.double_conv", width).build(net, image);
    for (int level = 1; level <= depth; level++) {
      skipped.push(x);
      String name = "down" + level + ".maxpool_conv.1.double_conv";
      x = chain(maxPool(2), twice(name, width << level)).build(net, x);
    }
    for (int level = depth - 1; level >= 0; level--) {
      String name = "up" + (depth - level);
      Value up = transposedConv(name + ".up", width << level, 2).build(net, x);
      Value both = x.of(net.tf().concat(List.of(skipped.pop(), up), net.tf().constant(3)));
      x = twice(name + ".conv.double_conv", width << level).build(net, both);
    }
    return conv("outc.conv", classes, 1).init(Init.lecun()).build(net, x); // no ReLU follows
  }

  private void check(long height, long width) {
    int multiple = 1 << depth;
    if (height % multiple > 0 || width % multiple > 0) { // an open side is -1
      throw new IllegalArgumentException(
          "U-Net of depth %d needs images whose sides are multiples of %d, not %dx%d: pad or resize them"
              .formatted(depth, multiple, height, width));
    }
  }

  private static Layer twice(String name, int filters) {
    return chain(
            conv("0", filters, 3).noBias(),
            batchNorm("1"),
            relu(),
            conv("3", filters, 3).noBias(),
            batchNorm("4"),
            relu())
        .at(name);
  }
}
