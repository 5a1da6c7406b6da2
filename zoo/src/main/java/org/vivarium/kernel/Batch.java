package org.vivarium.kernel;

import java.util.Map;
import org.tensorflow.Tensor;

/**
 * The tensors of one step, named after the program's inputs; the first axis of each is the example.
 *
 * @param weight what a step's reports are means over, so that means over batches are those over all
 *     of it: examples, or the tokens in them
 */
public record Batch(Map<String, Tensor> tensors, double weight) implements AutoCloseable {
  /** Nothing to feed: for steps that draw all they need themselves. */
  public static final Batch EMPTY = new Batch(Map.of());

  /** Weighs as much as it has examples. */
  public Batch(Map<String, Tensor> tensors) {
    this(tensors, rows(tensors));
  }

  /** The number of examples: 1 when there is nothing to count. */
  public int rows() {
    return rows(tensors);
  }

  private static int rows(Map<String, Tensor> tensors) {
    return tensors.values().stream()
        .map(Tensor::shape)
        .filter(shape -> shape.numDimensions() > 0)
        .mapToInt(shape -> Math.toIntExact(shape.get(0)))
        .findFirst()
        .orElse(1);
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
