package org.vivarium.rl;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts n steps of a world into one transition (Sutton 1988): their rewards together, and the value
 * of the state after them. At the end of an episode those in hand become shorter ones.
 */
public final class Returns {
  private final int steps;
  private final float discount;
  private final ReplayBuffer memory;
  private final Deque<Step> open = new ArrayDeque<>();

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Step(float[] observation, int action, float reward) {}

  /**
   * Gathers the steps of one world.
   *
   * @param steps in a transition; 1 for plain ones
   * @param discount of each step
   * @param memory where transitions go
   */
  public Returns(int steps, double discount, ReplayBuffer memory) {
    this.steps = steps;
    this.discount = (float) discount;
    this.memory = memory;
  }

  /**
   * Takes a step.
   *
   * @param observation copied
   * @param terminated whether the world ended with it
   * @param ended whether the episode did, for that reason or another
   */
  public void add(
      float[] observation,
      int action,
      float reward,
      float[] successor,
      boolean terminated,
      boolean ended) {
    open.add(new Step(observation.clone(), action, reward));
    if (open.size() == steps) {
      put(successor, terminated);
    }
    while (ended && !open.isEmpty()) {
      put(successor, terminated);
    }
  }

  private void put(float[] successor, boolean terminated) {
    float sum = 0;
    float factor = 1;
    for (Step step : open) {
      sum += factor * step.reward;
      factor *= discount;
    }
    Step first = open.remove();
    memory.add(first.observation, successor, 0, first.action, sum, terminated ? 0 : factor);
  }
}
