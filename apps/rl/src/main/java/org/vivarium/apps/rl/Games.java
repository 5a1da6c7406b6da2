package org.vivarium.apps.rl;

import java.util.Arrays;
import org.vivarium.data.Draws;
import org.vivarium.rl.Environment;
import org.vivarium.rl.Environments;
import org.vivarium.rl.Outcome;

/**
 * Whole episodes played by a policy that learns nothing from them.
 *
 * @param returns the sums of the rewards
 * @param steps how long the episodes were
 * @param expected what the first states were thought to be worth, on average
 * @param got what they were worth: the discounted sums of the rewards, on average
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Games(double[] returns, int[] steps, double expected, double got) {
  /**
   * Plays episodes side by side; each has draws of its own, so that the first are the same however
   * many there are.
   *
   * @param purpose what the episodes are for: those for another purpose begin otherwise
   */
  static Games play(
      String name, Policy policy, int episodes, double discount, long seed, String purpose) {
    Environment[] worlds = new Environment[episodes];
    float[][] seen = new float[episodes][];
    int[] alive = new int[episodes];
    for (int i = 0; i < episodes; i++) {
      worlds[i] = Environments.of(name);
      seen[i] = worlds[i].reset(new Draws(seed, purpose, i));
      alive[i] = i;
    }
    double expected = mean(policy.worth(rows(seen, alive)));
    double[] returns = new double[episodes];
    double[] worth = new double[episodes];
    int[] steps = new int[episodes];
    while (alive.length > 0) {
      int[] actions = policy.act(rows(seen, alive));
      int left = 0;
      for (int i = 0; i < actions.length; i++) {
        int world = alive[i];
        Outcome outcome = worlds[world].step(actions[i]);
        returns[world] += outcome.reward();
        worth[world] += outcome.reward() * Math.pow(discount, steps[world]++);
        seen[world] = outcome.observation();
        if (!outcome.ended()) {
          alive[left++] = world;
        }
      }
      alive = Arrays.copyOf(alive, left);
    }
    return new Games(returns, steps, expected, mean(worth));
  }

  private static Policy.Seen rows(float[][] seen, int[] which) {
    int size = seen[0].length;
    float[] numbers = new float[which.length * size];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(seen[which[i]], 0, numbers, i * size, size);
    }
    return new Policy.Seen(numbers, which.length);
  }

  double mean() {
    return mean(returns);
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElse(Double.NaN);
  }

  /** The standard deviation over episodes. */
  double deviation() {
    double mean = mean();
    double squares = Arrays.stream(returns).map(x -> (x - mean) * (x - mean)).sum();
    return Math.sqrt(squares / Math.max(1, returns.length - 1));
  }

  double lowest() {
    return Arrays.stream(returns).min().orElse(Double.NaN);
  }

  double highest() {
    return Arrays.stream(returns).max().orElse(Double.NaN);
  }
}
