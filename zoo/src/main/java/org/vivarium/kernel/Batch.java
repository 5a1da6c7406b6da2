package org.vivarium.kernel;

import java.util.Map;
import org.tensorflow.Tensor;

/**
 * The tensors of one step, named after the program's inputs; the first axis of each is the example.
 */
public record Batch(Map<String, Tensor> tensors) implements AutoCloseable {
  /** Nothing to feed: for steps that draw all they need themselves. */
  public static final Batch EMPTY = new Batch(Map.of());

  /** The number of examples: 1 when there is nothing to count. */
  public int rows() {
    return tensors.isEmpty()
        ? 1
        : Math.toIntExact(tensors.values().iterator().next().shape().get(0));
  }

  @Override
  public void close() {
    tensors.values().forEach(Tensor::close);
  }
}
