package org.vivarium.apps.rl;

import java.util.Arrays;
import org.vivarium.data.Draws;
import org.vivarium.rl.Environments;

/** The floor: every action as likely, whatever is seen. */
record Chance(int actions, Draws draws) implements Policy {
  /** In an environment. */
  static Chance of(String env, long seed) {
    return new Chance(Environments.spec(env).actions().size(), new Draws(seed, "floor"));
  }

  @Override
  public int[] act(Seen seen) {
    int[] drawn = new int[seen.rows()];
    Arrays.setAll(drawn, i -> draws.below(actions));
    return drawn;
  }

  @Override
  public double[] worth(Seen seen) {
    double[] unknown = new double[seen.rows()];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }
}
