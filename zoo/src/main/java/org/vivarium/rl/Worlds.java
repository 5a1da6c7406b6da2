package org.vivarium.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vivarium.data.Draws;

/**
 * Several copies of an environment that go on side by side: one whose episode is over begins the
 * next at once. All arrays are flat, a row for each world, and are written over by the next step.
 */
public final class Worlds {
  private final Spec spec;
  private final long seed;
  private final Environment[] worlds;
  private final float[] observations;
  private final float[] successors;
  private final float[] rewards;
  private final boolean[] terminated;
  private final boolean[] ended;
  private final int[] episodes;
  private final double[] returns;
  private final int[] lengths;
  private final List<Episode> finished = new ArrayList<>();

  /** An episode that is over: the sum of its rewards and how many steps it took. */
  public record Episode(int world, double total, int steps) {}

  /**
   * Begins an episode in each world.
   *
   * @param seed the episodes of every world have draws of their own
   */
  public Worlds(String name, int count, long seed) {
    this.worlds = new Environment[count];
    Arrays.setAll(worlds, i -> Environments.of(name));
    this.spec = worlds[0].spec();
    this.seed = seed;
    this.observations = new float[count * spec.size()];
    this.successors = new float[count * spec.size()];
    this.rewards = new float[count];
    this.terminated = new boolean[count];
    this.ended = new boolean[count];
    this.episodes = new int[count];
    this.returns = new double[count];
    this.lengths = new int[count];
    for (int i = 0; i < count; i++) {
      begin(i);
    }
  }

  private void begin(int i) {
    Draws draws = new Draws(seed, spec.name(), i, episodes[i]++);
    put(worlds[i].reset(draws), observations, i);
    returns[i] = 0;
    lengths[i] = 0;
  }

  private void put(float[] row, float[] rows, int i) {
    System.arraycopy(row, 0, rows, i * row.length, row.length);
  }

  /** Acts in every world. */
  public void step(int... actions) {
    if (actions.length != worlds.length) {
      throw new IllegalArgumentException(
          actions.length + " actions were given for " + worlds.length + " worlds");
    }
    finished.clear();
    for (int i = 0; i < worlds.length; i++) {
      Outcome outcome = worlds[i].step(actions[i]);
      put(outcome.observation(), successors, i);
      put(outcome.observation(), observations, i);
      rewards[i] = outcome.reward();
      terminated[i] = outcome.terminated();
      ended[i] = outcome.ended();
      returns[i] += outcome.reward();
      lengths[i]++;
      if (ended[i]) {
        finished.add(new Episode(i, returns[i], lengths[i]));
        begin(i);
      }
    }
  }

  public Spec spec() {
    return spec;
  }

  public int count() {
    return worlds.length;
  }

  /** What is to be acted on: of a new episode where the last step ended one. */
  public float[] observations() {
    return observations;
  }

  /** What the last step led to: the last state of an episode that it ended. */
  public float[] successors() {
    return successors;
  }

  public float[] rewards() {
    return rewards;
  }

  /** Where the world came to an end: see {@link Outcome}. */
  public boolean[] terminated() {
    return terminated;
  }

  /** Where the episode is over, for one reason or the other. */
  public boolean[] ended() {
    return ended;
  }

  /** The episodes that the last step ended. */
  public List<Episode> finished() {
    return List.copyOf(finished);
  }
}
