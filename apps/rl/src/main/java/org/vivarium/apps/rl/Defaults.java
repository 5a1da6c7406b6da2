package org.vivarium.apps.rl;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What an agent is asked to do in an environment where nothing else is said: found on validation
 * episodes of other seeds than those of the published figures.
 */
final class Defaults {
  private static final Map<String, Map<String, String>> ALL =
      Map.of(
          "dqn",
          Map.of(
              "lr", ".001",
              "hidden", "120,84",
              "n-step", "10",
              "train-every", "4",
              "target-every", "400",
              "memory", "50000"),
          "dqn MountainCar-v0", // after RL Baselines3 Zoo
          Map.ofEntries(
              Map.entry("steps", "90000"),
              Map.entry("lr", ".004"),
              Map.entry("discount", ".98"),
              Map.entry("hidden", "64,64"),
              Map.entry("batch-size", "64"),
              Map.entry("n-step", "5"),
              Map.entry("train-every", "16"),
              Map.entry("updates", "8"),
              Map.entry("target-every", "600"),
              Map.entry("memory", "10000"),
              Map.entry("epsilon", ".07"),
              Map.entry("explore", "20000"),
              Map.entry("evaluate-every", "5000")),
          "dqn Catch",
          Map.of(
              "steps",
              "10000",
              "memory",
              "10000",
              "hidden",
              "64",
              "batch-size",
              "32",
              "n-step",
              "3"),
          "dqn Acrobot-v1",
          Map.of("n-step", "5", "explore", "15000"),
          "q-learning",
          Map.of("steps", "100000", "lr", ".05", "evaluate-every", "5000"),
          "reinforce",
          Map.of("steps", "200000", "lr", ".003", "evaluate-every", "10000"),
          "a2c",
          Map.of("steps", "200000", "lr", ".001", "evaluate-every", "10000"));

  private Defaults() {}

  static Map<String, String> of(Agent agent, String env) {
    Map<String, String> all = new LinkedHashMap<>(ALL.getOrDefault(agent.toString(), Map.of()));
    all.putAll(ALL.getOrDefault(agent + " " + env, Map.of()));
    return all;
  }
}
