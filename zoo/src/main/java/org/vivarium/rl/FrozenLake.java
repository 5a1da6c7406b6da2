package org.vivarium.rl;

import java.util.List;

/**
 * A lake to cross without falling into a hole, on ice where one goes where one wants with one
 * chance in three: Gymnasium's {@code FrozenLake-v1} and {@code FrozenLake8x8-v1}, and both without
 * slipping. To arrive is worth 1.
 */
final class FrozenLake {
  private static final List<String> SMALL = List.of("SFFF", "FHFH", "FFFH", "HFFG");
  private static final List<String> LARGE =
      List.of(
          "SFFFFFFF",
          "FFFFFFFF",
          "FFFHFFFF",
          "FFFFFHFF",
          "FFFHFFFF",
          "FHHFFFHF",
          "FHFFHFHF",
          "FFFHFFFG");
  private static final double ASIDE = (1 - 1.0 / 3) / 2;
  private static final Grid.Rewards REWARDS = new Grid.Rewards(1, 0, 0);

  private FrozenLake() {}

  static Grid small() {
    return new Grid(spec("FrozenLake-v1", SMALL, 100, .7), SMALL, ASIDE, REWARDS);
  }

  static Grid large() {
    return new Grid(spec("FrozenLake8x8-v1", LARGE, 200, .85), LARGE, ASIDE, REWARDS);
  }

  static Grid smallAndDry() {
    return new Grid(spec("FrozenLake-dry", SMALL, 100, 1), SMALL, 0, REWARDS);
  }

  static Grid largeAndDry() {
    return new Grid(spec("FrozenLake8x8-dry", LARGE, 200, 1), LARGE, 0, REWARDS);
  }

  private static Spec spec(String name, List<String> map, int limit, double solved) {
    int states = map.size() * map.size();
    return new Spec(name, Grid.ACTIONS, List.of((long) states), states, limit, solved, 4);
  }
}
