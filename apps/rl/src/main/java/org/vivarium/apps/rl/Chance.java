package org.vivarium.apps.rl;

import java.util.Arrays;
import org.vivarium.data.Draws;

/** The floor: every action as likely, whatever is seen. */
record Chance(int actions, Draws draws) implements Policy {
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
