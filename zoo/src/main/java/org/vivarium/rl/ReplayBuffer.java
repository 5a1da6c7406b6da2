package org.vivarium.rl;

import org.vivarium.data.Draws;

/**
 * The last transitions that an agent has seen, to learn from again (Lin 1992): drawn evenly, or
 * those with large errors more often (Schaul et al., "Prioritized experience replay", 2016). Full,
 * it forgets the oldest.
 */
public final class ReplayBuffer {
  private final int capacity;
  private final int size;
  private final float[] observations;
  private final float[] successors;
  private final int[] actions;
  private final float[] rewards;
  private final float[] discounts;
  private final Priorities priorities; // null where draws are even
  private long added;

  private ReplayBuffer(int capacity, int size, Priorities priorities) {
    if ((long) capacity * size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "a memory of %d observations of %d numbers is too large: at most %d fit"
              .formatted(capacity, size, (Integer.MAX_VALUE - 8) / size));
    }
    this.capacity = capacity;
    this.size = size;
    this.priorities = priorities;
    this.observations = new float[capacity * size];
    this.successors = new float[capacity * size];
    this.actions = new int[capacity];
    this.rewards = new float[capacity];
    this.discounts = new float[capacity];
  }

  /**
   * A memory whose transitions are all as likely.
   *
   * @param size of an observation
   */
  public static ReplayBuffer uniform(int capacity, int size) {
    return new ReplayBuffer(capacity, size, null);
  }

  /**
   * A memory whose transitions are as likely as their errors are large.
   *
   * @param exponent of the error: 0 for all alike, 1 for in proportion
   */
  public static ReplayBuffer prioritised(int capacity, int size, double exponent) {
    return new ReplayBuffer(capacity, size, new Priorities(capacity, exponent));
  }

  /** How many transitions there are. */
  public int count() {
    return (int) Math.min(added, capacity);
  }

  /**
   * Keeps a transition.
   *
   * @param observation rows of observations, of which {@code row} counts; copied, as the successor
   * @param reward of the step, or what several are worth together
   * @param discount what the value of the successor counts for; 0 where the world ended
   */
  public void add(
      float[] observation, float[] successor, int row, int action, float reward, float discount) {
    int at = (int) (added++ % capacity);
    System.arraycopy(observation, row * size, observations, at * size, size);
    System.arraycopy(successor, row * size, successors, at * size, size);
    actions[at] = action;
    rewards[at] = reward;
    discounts[at] = discount;
    if (priorities != null) {
      priorities.add(at);
    }
  }

  /**
   * Draws transitions, with replacement, into a batch.
   *
   * @param correction how far the weights of the batch make up for uneven draws: 0 not at all, 1
   *     wholly
   */
  public void draw(Draws draws, double correction, Minibatch batch) {
    for (int i = 0; i < batch.rows().length; i++) {
      int row =
          priorities == null
              ? draws.below(count())
              : priorities.draw(draws.uniform(i, i + 1.0) / batch.rows().length);
      batch.rows()[i] = row;
      System.arraycopy(observations, row * size, batch.observations(), i * size, size);
      System.arraycopy(successors, row * size, batch.successors(), i * size, size);
      batch.actions()[i] = actions[row];
      batch.rewards()[i] = rewards[row];
      batch.discounts()[i] = discounts[row];
      batch.weights()[i] = 1;
    }
    if (priorities != null) {
      priorities.weigh(batch.rows(), count(), correction, batch.weights());
    }
  }

  /** Learns how large the errors of a batch were; of no consequence where draws are even. */
  public void errors(Minibatch batch, float[] errors) {
    if (priorities != null) {
      priorities.set(batch.rows(), errors);
    }
  }
}
