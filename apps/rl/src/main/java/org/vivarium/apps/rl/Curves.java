package org.vivarium.apps.rl;

import java.util.List;
import java.util.Map;

/**
 * How learning went with one seed.
 *
 * @param episodes that were played while learning, in the order they ended
 * @param looks in between, at what the policy does by itself
 */
record Curves(List<Played> episodes, List<Look> looks) {
  Curves {
    episodes = List.copyOf(episodes);
    looks = List.copyOf(looks);
  }

  /** An episode of training: after how many steps it ended, and its return. */
  record Played(int step, double total) {}

  /**
   * A look at the greedy policy.
   *
   * @param mean return of its episodes
   * @param expected what their first states were thought to be worth
   * @param got what they were worth, discounted
   * @param readings means of what the algorithm said since the last look, such as its loss
   */
  record Look(int step, double mean, double expected, double got, Map<String, Double> readings) {
    Look {
      readings = Map.copyOf(readings);
    }
  }

  /** The first look at which the greedy policy solves it; 0 where none does. */
  int solvedAt(double solved) {
    return looks.stream()
        .filter(l -> l.mean() >= solved)
        .mapToInt(Look::step)
        .findFirst()
        .orElse(0);
  }
}
