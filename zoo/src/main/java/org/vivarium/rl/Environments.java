package org.vivarium.rl;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The environments there are, by name. */
public final class Environments {
  private static final Map<String, Supplier<Environment>> ALL = new LinkedHashMap<>();

  static {
    ALL.put("CartPole-v1", CartPole::new);
    ALL.put("MountainCar-v0", MountainCar::new);
    ALL.put("Acrobot-v1", Acrobot::new);
    ALL.put("FrozenLake-v1", FrozenLake::small);
    ALL.put("FrozenLake8x8-v1", FrozenLake::large);
    ALL.put("FrozenLake-dry", FrozenLake::smallAndDry);
    ALL.put("FrozenLake8x8-dry", FrozenLake::largeAndDry);
    ALL.put("GridWorld", GridWorld::of);
    ALL.put("Catch", Catch::new);
  }

  private Environments() {}

  public static List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  /** Those whose states can be counted. */
  public static List<String> counted() {
    return names().stream().filter(name -> spec(name).states() > 0).toList();
  }

  /**
   * A new environment with its time limit.
   *
   * @throws IllegalArgumentException if none has this name
   */
  public static Environment of(String name) {
    return new TimeLimit(dynamics(name));
  }

  /** What there is to see and to do in an environment. */
  public static Spec spec(String name) {
    return dynamics(name).spec();
  }

  /** The board, where an environment is one: its dynamics are known and can be planned with. */
  public static Optional<Grid> grid(String name) {
    return dynamics(name) instanceof Grid grid ? Optional.of(grid) : Optional.empty();
  }

  private static Environment dynamics(String name) {
    Supplier<Environment> made = ALL.get(name);
    if (made == null) {
      throw new IllegalArgumentException(
          "unknown environment '" + name + "'; there are " + String.join(", ", ALL.keySet()));
    }
    return made.get();
  }
}
