package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Layers.flatten;

import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Multi-layer perceptron (Rumelhart et al., "Learning representations by back-propagating errors",
 * 1986) with the two hidden layers of 512 ReLU units and the dropout of Srivastava et al. 2014:
 * 669,706 parameters for 28x28x1 images and ten classes.
 */
public record Mlp(int classes) implements Layer {
  @Override
  public Value build(Net net, Value image) {
    return chain(
            flatten(),
            dense("fc1", 512),
            relu(),
            dropout(.2f),
            dense("fc2", 512),
            relu(),
            dropout(.2f),
            dense("fc3", classes))
        .build(net, image);
  }
}
