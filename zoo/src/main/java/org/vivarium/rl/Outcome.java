package org.vivarium.rl;

/**
 * What became of an action.
 *
 * @param observation row-major; that of the last state when the episode is over
 * @param terminated whether the world came to an end: nothing is to be had after it
 * @param truncated whether only the time ran out: the state is worth what it was worth before
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, and new with each step
public record Outcome(float[] observation, float reward, boolean terminated, boolean truncated) {
  /** While the episode goes on. */
  static Outcome of(float[] observation, double reward, boolean terminated) {
    return new Outcome(observation, (float) reward, terminated, false);
  }

  /** Whether the next thing to do is a reset. */
  public boolean ended() {
    return terminated || truncated;
  }
}
