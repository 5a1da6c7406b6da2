package org.vivarium.rl;

import java.util.List;

/**
 * What there is to see and to do in an environment.
 *
 * @param name as Gymnasium has it, such as {@code CartPole-v1}
 * @param actions what each action does, by number
 * @param shape of an observation: {@code [numbers]} or {@code [height, width, channels]}
 * @param states how many states there are to count, each observed as a 1 among 0s; 0 where they are
 *     not counted
 * @param limit steps after which an episode is cut short
 * @param solved the mean return from which on it counts as solved
 * @param framesPerSecond how fast it is to be watched
 */
public record Spec(
    String name,
    List<String> actions,
    List<Long> shape,
    int states,
    int limit,
    double solved,
    int framesPerSecond) {
  public Spec {
    actions = List.copyOf(actions);
    shape = List.copyOf(shape);
  }

  /** Numbers in an observation. */
  public int size() {
    return Math.toIntExact(shape.stream().mapToLong(n -> n).reduce(1, (a, b) -> a * b));
  }

  /** Refuses an action that is none. */
  void check(int action) {
    if (action < 0 || action >= actions.size()) {
      throw new IllegalArgumentException(
          "%s has no action %d: there are 0 to %d (%s)"
              .formatted(name, action, actions.size() - 1, String.join(", ", actions)));
    }
  }
}
