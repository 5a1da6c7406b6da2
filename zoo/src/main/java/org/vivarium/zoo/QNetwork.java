package org.vivarium.zoo;

import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.dense;

import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Q-network (Mnih et al., "Human-level control through deep reinforcement learning", 2015) with
 * CleanRL's names: {@code [batch, numbers]} or {@code [batch, height, width, channels]} to the
 * values of actions, {@code [batch, actions]}. For 84x84x4 images and 512 hidden units it has
 * 1,684,128 parameters before the last layer, 1,686,180 with four actions; pixels are 0 to 1.
 * Vectors skip the convolutions: 4-120-84-2 has 10,934 parameters.
 *
 * @param hidden units of the hidden dense layers
 */
public record QNetwork(int actions, List<Integer> hidden) implements Layer {
  public QNetwork {
    hidden = List.copyOf(hidden);
  }

  @Override
  public Value build(Net net, Value observation) {
    Net n = net.at("network");
    String last = Integer.toString(Observations.size(observation, hidden));
    Value x = Observations.of(observation, hidden, relu()).build(n, observation);
    return dense(last, actions).init(Init.lecun()).build(n, x); // no ReLU follows
  }
}
