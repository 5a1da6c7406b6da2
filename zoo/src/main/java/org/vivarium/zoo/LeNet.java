package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Pooling.maxPool;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Padding;

/**
 * LeNet-5 (LeCun et al., "Gradient-based learning applied to document recognition", 1998): 61,706
 * parameters for 28x28x1 images and ten classes. It has ReLU and max pooling where the paper has
 * tanh and trained subsampling, and every filter sees every channel.
 */
public record LeNet(int classes) implements Layer {
  private static final List<Layer> HIDDEN =
      List.of(
          chain(conv("conv1", 6, 5), relu(), maxPool(2)),
          chain(conv("conv2", 16, 5).padding(Padding.VALID), relu(), maxPool(2)),
          chain(flatten(), dense("fc1", 120), relu()),
          chain(dense("fc2", 84), relu()));

  @Override
  public Value build(Net net, Value image) {
    Value x = image;
    for (Layer layer : HIDDEN) {
      x = layer.build(net, x);
    }
    return dense("fc3", classes).build(net, x);
  }

  /**
   * What its hidden layers see, {@code [batch, 226]}: maps averaged over their places, as Lee et
   * al. ("A simple unified framework for detecting out-of-distribution samples", 2018) take them.
   */
  public static Layer features() {
    return (net, image) -> {
      List<Value> seen = new ArrayList<>();
      Value x = image;
      for (Layer layer : HIDDEN) {
        x = layer.build(net, x);
        seen.add(x.rank() == 4 ? x.mean(1, 2) : x);
      }
      return Value.concat(1, seen);
    };
  }
}
