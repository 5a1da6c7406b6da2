package org.vivarium.apps.rl;

import java.util.Map;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Weights;
import org.vivarium.rl.Decay;
import org.vivarium.rl.QTable;
import org.vivarium.rl.Worlds;

/**
 * Q-learning (Watkins 1989) with a table: with each step the value of an action moves towards the
 * reward and the value of the best action after it, whatever was done next.
 */
final class QLearning {
  private static final String VALUES = "values";

  private final Config config;
  private final int actions;
  private final QTable table;

  QLearning(Config config) {
    this.config = config;
    this.actions = config.network().spec().actions().size();
    this.table = new QTable(config.network().spec().states(), actions);
  }

  /** The algorithm. */
  void learn(int seed, Diary diary) {
    Worlds world = new Worlds(config.env(), 1, seed);
    Decay epsilon = new Decay(1, config.exploring().last(), config.exploring().steps());
    Draws chance = new Draws(seed, "exploration");
    Policy greedy = greedy(table);

    for (int step = 1; step <= config.steps(); step++) {
      int state = QTable.state(world.observations(), 0, table.states());
      boolean explores = chance.uniform() < epsilon.at(step);
      int action = explores ? chance.below(actions) : table.best(state, chance);
      world.step(action);
      int next = QTable.state(world.successors(), 0, table.states());
      double later = world.terminated()[0] ? 0 : table.value(next, table.best(next));
      double target = world.rewards()[0] + config.discount() * later;
      double error = table.learn(state, action, target, config.lr());
      diary.episodes(step, world.finished());
      diary.reading("epsilon", epsilon.at(step));
      diary.reading("error", Math.abs(error));
      diary.look(step, greedy, this::weights);
    }
  }

  private Weights weights() {
    long[] shape = {table.states(), actions};
    Weights.Array values = new Weights.Array(shape, table.floats());
    return new Weights(Map.of(VALUES, values), config.network().metadata());
  }

  /** The table of weights. */
  static QTable table(Weights weights) {
    Weights.Array values = weights.arrays().get(VALUES);
    if (values == null || values.shape().length != 2) {
      throw new IllegalArgumentException("the weights hold no table of values");
    }
    return QTable.of((int) values.shape()[0], (int) values.shape()[1], values.data());
  }

  static Policy greedy(QTable table) {
    return new Policy() {
      @Override
      public int[] act(Seen seen) {
        int[] best = new int[seen.rows()];
        for (int i = 0; i < best.length; i++) {
          best[i] = table.best(QTable.state(seen.numbers(), i, table.states()));
        }
        return best;
      }

      @Override
      public double[] worth(Seen seen) {
        double[] worth = new double[seen.rows()];
        for (int i = 0; i < worth.length; i++) {
          int state = QTable.state(seen.numbers(), i, table.states());
          worth[i] = table.value(state, table.best(state));
        }
        return worth;
      }
    };
  }
}
