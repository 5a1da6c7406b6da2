package org.vivarium.zoo;

import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Activations.tanh;
import static org.vivarium.layers.Layers.dense;

import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * Policy and value (Mnih et al., "Asynchronous methods for deep reinforcement learning", 2016) with
 * CleanRL's names: {@code [batch, numbers]} or {@code [batch, height, width, channels]} to {@code
 * logits}, {@code [batch, actions]}, and {@code value}, {@code [batch, 1]}. Apart, both have layers
 * of their own: 9,155 parameters for 4-64-64-2. Shared, only the last layers differ. Hidden layers
 * are tanh over vectors, ReLU over images; kernels start as LeCun's and not orthogonal, those of
 * the last layer of the policy small, so that it starts near to chance.
 *
 * @param hidden units of the hidden dense layers
 * @param shared whether policy and value share all but the last layer
 */
public record PolicyNetwork(int actions, List<Integer> hidden, boolean shared) {
  private static final Init SMALL = Init.normal(.01f);

  public PolicyNetwork {
    hidden = List.copyOf(hidden);
  }

  /** The outputs by name. */
  public Map<String, Value> build(Net net, Value observation) {
    Layer body = Observations.of(observation, hidden, observation.rank() == 2 ? tanh() : relu());
    if (shared) {
      Value x = body.at("network").build(net, observation);
      return Map.of(
          "logits", dense("actor", actions).init(SMALL).build(net, x),
          "value", dense("critic", 1).init(Init.lecun()).build(net, x));
    }
    String last = "." + Observations.size(observation, hidden);
    Value actor = body.at("actor").build(net, observation);
    Value critic = body.at("critic").build(net, observation);
    return Map.of(
        "logits", dense("actor" + last, actions).init(SMALL).build(net, actor),
        "value", dense("critic" + last, 1).init(Init.lecun()).build(net, critic));
  }

  /** The network for observations of this shape. */
  public Model model(long... observation) {
    return new Model(
        List.of(Model.Input.floats("observation", observation)),
        (net, in) -> build(net, in.floats("observation")));
  }
}
