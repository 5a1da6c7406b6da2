package org.vivarium.rl;

/**
 * What a board is worth to an agent that knows its dynamics: value iteration (Bellman 1957). The
 * best that learning can come to.
 *
 * @param values of every cell with this many steps left
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Planning(double[] values) {
  /**
   * The highest expected sums of rewards.
   *
   * @param discount of each step, 1 for none
   * @param steps that are left
   */
  public static Planning of(Grid grid, double discount, int steps) {
    int cells = grid.spec().states();
    double[] values = new double[cells];
    for (int step = 0; step < steps; step++) {
      double[] better = new double[cells];
      for (int cell = 0; cell < cells; cell++) {
        better[cell] = best(grid, cell, discount, values);
      }
      values = better;
    }
    return new Planning(values);
  }

  private static double best(Grid grid, int cell, double discount, double[] values) {
    double best = Double.NEGATIVE_INFINITY;
    for (int action = 0; action < Grid.ACTIONS.size(); action++) {
      double sum = 0;
      for (Grid.Move move : grid.moves(cell, action)) {
        double later = move.ends() ? 0 : discount * values[move.state()];
        sum += move.probability() * (move.reward() + later);
      }
      best = Math.max(best, sum);
    }
    return best;
  }
}
