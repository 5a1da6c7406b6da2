package org.vivarium.rl;

import java.util.List;

/**
 * The 4x3 world of Russell and Norvig's "Artificial Intelligence: A Modern Approach" (chapter 17 of
 * the third edition): a wall, an exit worth 1 and one worth -1; each step costs 0.04, and two in
 * ten slip to a side. With no discount the start is worth 0.705.
 */
final class GridWorld {
  private static final List<String> MAP = List.of("...G", ".#.H", "S...");
  private static final double COST = -.04;

  private GridWorld() {}

  /** To leave is worth the exit and nothing else: the cost is that of the step before. */
  static Grid of() {
    Spec spec = new Spec("GridWorld", Grid.ACTIONS, List.of(12L), 12, 100, .65, 4);
    return new Grid(spec, MAP, .1, new Grid.Rewards(1 + COST, -1 + COST, COST));
  }
}
