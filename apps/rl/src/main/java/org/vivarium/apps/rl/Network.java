package org.vivarium.apps.rl;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Weights;
import org.vivarium.rl.Environments;
import org.vivarium.rl.Spec;
import org.vivarium.weights.Described;
import org.vivarium.zoo.DuelingQNetwork;
import org.vivarium.zoo.PolicyNetwork;
import org.vivarium.zoo.QNetwork;

/**
 * What acts in an environment: a network of the zoo, or a table. It is what it takes to build it
 * again.
 *
 * @param hidden units of the hidden layers; none in a table
 */
record Network(String env, Agent agent, List<Integer> hidden, boolean dueling) {
  static final String INPUT = "observation";
  static final String VALUES = "values";
  static final String LOGITS = "logits";
  static final String VALUE = "value";

  private static final String KEY = "agent"; // in the metadata of weights

  Network {
    hidden = List.copyOf(hidden);
    if (agent == null) {
      throw new IllegalArgumentException("the weights say no agent");
    }
  }

  /** The network that weights were trained in. */
  static Network ofWeights(Weights weights) {
    return Described.read(weights, KEY, Network.class, "agent", "'rl train'");
  }

  /** What weights keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return new TreeMap<>(Map.of("format", "pt", KEY, Described.text(this)));
  }

  Spec spec() {
    return Environments.spec(env);
  }

  /** From observations to the values of actions, or to a policy and the values of states. */
  Model model() {
    int actions = spec().actions().size();
    long[] shape = spec().shape().stream().mapToLong(n -> n).toArray();
    if (agent.policy()) {
      return new PolicyNetwork(actions, hidden, shape.length > 1).model(shape);
    }
    int last = hidden.size() - 1;
    return Model.of(
        Model.Input.floats(INPUT, shape),
        VALUES,
        dueling
            ? new DuelingQNetwork(actions, hidden.subList(0, last), hidden.get(last))
            : new QNetwork(actions, hidden));
  }
}
