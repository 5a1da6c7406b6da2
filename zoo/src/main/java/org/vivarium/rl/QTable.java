package org.vivarium.rl;

import java.util.Arrays;
import org.vivarium.data.Draws;

/**
 * The values of actions in states that can be counted, {@code [states, actions]}; zero at first.
 */
public final class QTable {
  private final int states;
  private final int actions;
  private final double[] values;

  public QTable(int states, int actions) {
    this.states = states;
    this.actions = actions;
    this.values = new double[states * actions];
  }

  /** The state of an observation: where the 1 stands among the 0s. */
  public static int state(float[] observations, int row, int states) {
    for (int s = 0; s < states; s++) {
      if (observations[row * states + s] == 1) {
        return s;
      }
    }
    throw new IllegalArgumentException("the observation is none of %d states".formatted(states));
  }

  /** The action of the highest value, the first of them. */
  public int best(int state) {
    int best = 0;
    for (int a = 1; a < actions; a++) {
      best = value(state, a) > value(state, best) ? a : best;
    }
    return best;
  }

  /** An action of the highest value, any of them where there are several. */
  public int best(int state, Draws draws) {
    int best = 0;
    int equals = 1;
    for (int a = 1; a < actions; a++) {
      double difference = value(state, a) - value(state, best);
      equals = difference > 0 ? 1 : difference == 0 ? equals + 1 : equals;
      if (difference > 0 || (difference == 0 && draws.below(equals) == 0)) {
        best = a;
      }
    }
    return best;
  }

  public double value(int state, int action) {
    return values[state * actions + action];
  }

  /** Moves a value towards what was seen: {@code Q += rate (target - Q)}; returns the error. */
  public double learn(int state, int action, double target, double rate) {
    double error = target - value(state, action);
    values[state * actions + action] += rate * error;
    return error;
  }

  /** Every value, row by row. */
  public float[] floats() {
    float[] out = new float[values.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) values[i];
    }
    return out;
  }

  /** A table of given values. */
  public static QTable of(int states, int actions, float[] values) {
    QTable table = new QTable(states, actions);
    if (values.length != table.values.length) {
      throw new IllegalArgumentException(
          "%d values are no table of %d states and %d actions"
              .formatted(values.length, states, actions));
    }
    Arrays.setAll(table.values, i -> values[i]);
    return table;
  }

  public int states() {
    return states;
  }
}
