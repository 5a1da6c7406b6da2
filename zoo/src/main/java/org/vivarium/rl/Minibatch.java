package org.vivarium.rl;

/**
 * Transitions to learn from in one step, in arrays that are filled again and again.
 *
 * @param observations {@code [batch, size]}, row-major, as the successors
 * @param discounts what the value of the successor counts for; 0 where the world ended
 * @param weights of each transition in the loss
 * @param rows where they lie in the memory
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Minibatch(
    float[] observations,
    float[] successors,
    int[] actions,
    float[] rewards,
    float[] discounts,
    float[] weights,
    int[] rows) {
  /** An empty one. */
  public static Minibatch of(int batch, int size) {
    return new Minibatch(
        new float[batch * size],
        new float[batch * size],
        new int[batch],
        new float[batch],
        new float[batch],
        new float[batch],
        new int[batch]);
  }
}
