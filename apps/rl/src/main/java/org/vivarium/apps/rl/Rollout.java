package org.vivarium.apps.rl;

import org.vivarium.rl.Worlds;

/** Some steps of several worlds, one after the other: rows are {@code step * worlds + world}. */
final class Rollout {
  private final int length;
  private final int worlds;
  private final int size;
  private final float[] observations;
  private final int[] actions;
  private final float[] values;
  private final float[] rewards;
  private final boolean[] ended;
  private final float[] finals; // what the state after the last step of an episode is worth

  Rollout(Worlds like, int length) {
    this.length = length;
    this.worlds = like.count();
    this.size = like.spec().size();
    int rows = length * worlds;
    this.observations = new float[rows * size];
    this.actions = new int[rows];
    this.values = new float[rows];
    this.rewards = new float[rows];
    this.ended = new boolean[rows];
    this.finals = new float[rows];
  }

  int length() {
    return length;
  }

  /** Notes what is seen and done in step {@code t}. */
  void before(int t, Worlds now, ActorCritic.Acted acted) {
    System.arraycopy(now.observations(), 0, observations, t * worlds * size, worlds * size);
    System.arraycopy(acted.actions(), 0, actions, t * worlds, worlds);
    System.arraycopy(acted.values(), 0, values, t * worlds, worlds);
  }

  /**
   * Notes what became of it.
   *
   * @param worth of the states that the step led to; may be null where no episode ended
   */
  void after(int t, Worlds now, float[] worth) {
    for (int w = 0; w < worlds; w++) {
      int row = t * worlds + w;
      rewards[row] = now.rewards()[w];
      ended[row] = now.ended()[w];
      // where only the time ran out, what would have come is worth what it is thought to be
      finals[row] = ended[row] && !now.terminated()[w] ? worth[w] : 0;
    }
  }

  /**
   * How much better than thought each action was.
   *
   * @param next what the states after the last step are worth
   */
  float[] advantages(float[] next, double discount, double lambda) {
    float[] advantages = new float[actions.length];
    for (int w = 0; w < worlds; w++) {
      double advantage = 0;
      for (int t = length - 1; t >= 0; t--) {
        int row = t * worlds + w;
        double after = t == length - 1 ? next[w] : values[row + worlds];
        double later = ended[row] ? finals[row] : after;
        double error = rewards[row] + discount * later - values[row];
        advantage = error + (ended[row] ? 0 : discount * lambda * advantage);
        advantages[row] = (float) advantage;
      }
    }
    return advantages;
  }

  /** What the states turned out to be worth. */
  float[] targets(float[] advantages) {
    float[] targets = new float[advantages.length];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = values[i] + advantages[i];
    }
    return targets;
  }

  float[] observations() {
    return observations;
  }

  int[] actions() {
    return actions;
  }
}
