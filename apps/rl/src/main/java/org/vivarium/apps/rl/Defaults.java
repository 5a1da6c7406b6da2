package org.vivarium.apps.rl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an agent is asked to do in an environment where nothing else is said: found on validation
 * episodes of other seeds than those of the published figures.
 */
final class Defaults {
  private static final Map<String, String> DQN =
      Map.of("lr", ".001", "hidden", "120,84", "n-step", "3", "memory", "50000");

  private static final Map<String, Map<String, String>> BY_ENVIRONMENT =
      Map.of(
          "dqn CartPole-v1", Map.of("train-every", "4", "target-every", "500"),
          "dqn MountainCar-v0", Map.of("steps", "150000"),
          "dqn Acrobot-v1", Map.of("steps", "100000"),
          "reinforce CartPole-v1", Map.of("steps", "150000"),
          "a2c CartPole-v1", Map.of("steps", "200000"));

  private Defaults() {}

  static Map<String, String> of(Agent agent, String env) {
    Map<String, String> all = new LinkedHashMap<>();
    if (agent == Agent.DQN) {
      all.putAll(DQN);
    }
    all.putAll(BY_ENVIRONMENT.getOrDefault(agent + " " + env, Map.of()));
    return all;
  }
}
