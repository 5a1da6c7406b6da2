package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.dense;

import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Dueling Q-network (Wang et al., "Dueling network architectures for deep reinforcement learning",
 * 2016): the layers of {@link QNetwork}, the last hidden one twice, for the value of the state and
 * for the advantages of actions, whose mean is taken off. 3,292,837 parameters for 84x84x4 images,
 * 512 units and four actions; gradients are not rescaled between the streams.
 *
 * @param hidden units of the dense layers below the two streams
 * @param stream units of the hidden layer of each stream
 */
public record DuelingQNetwork(int actions, List<Integer> hidden, int stream) implements Layer {
  public DuelingQNetwork {
    hidden = List.copyOf(hidden);
  }

  @Override
  public Value build(Net net, Value observation) {
    Value x = Observations.of(observation, hidden, relu()).at("network").build(net, observation);
    Value value = stream("value", 1).build(net, x); // [batch, 1]
    Value advantages = stream("advantage", actions).build(net, x); // [batch, actions]
    return advantages.minus(advantages.meanKeep(1)).plus(value);
  }

  private Layer stream(String name, int outputs) {
    return chain(dense("0", stream), relu(), dense("2", outputs).init(Init.lecun())).at(name);
  }
}
