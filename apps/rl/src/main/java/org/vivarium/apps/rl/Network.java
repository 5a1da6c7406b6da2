package org.vivarium.apps.rl;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Weights;
import org.vivarium.rl.Environments;
import org.vivarium.rl.Spec;
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
  private static final Gson GSON = new Gson();

  Network {
    hidden = List.copyOf(hidden);
    if (agent == null) {
      throw new IllegalArgumentException("the weights say no agent");
    }
  }

  /** The network that weights were trained in. */
  static Network ofWeights(Weights weights) {
    try {
      Network network = GSON.fromJson(weights.metadata().get(KEY), Network.class);
      if (network != null) {
        return network;
      }
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalArgumentException("the weights say no agent that can be built", e);
    }
    throw new IllegalArgumentException(
        "the weights do not say what agent they are of: they were not written by 'rl train'");
  }

  /** What weights keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return new TreeMap<>(Map.of("format", "pt", KEY, GSON.toJson(this)));
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
