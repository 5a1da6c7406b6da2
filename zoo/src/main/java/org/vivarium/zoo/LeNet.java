package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Pooling.maxPool;

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
  @Override
  public Value build(Net net, Value image) {
    return chain(
            conv("conv1", 6, 5),
            relu(),
            maxPool(2),
            conv("conv2", 16, 5).padding(Padding.VALID),
            relu(),
            maxPool(2),
            flatten(),
            dense("fc1", 120),
            relu(),
            dense("fc2", 84),
            relu(),
            dense("fc3", classes))
        .build(net, image);
  }
}
