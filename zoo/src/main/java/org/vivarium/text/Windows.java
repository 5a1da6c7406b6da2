package org.vivarium.text;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.data.Prefetch;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * A long text of tokens in windows of one length, for language models: batches of {@code tokens},
 * {@code [batch, length]}, and as {@code labels} what follows each of them.
 */
public final class Windows implements Batches {
  private final int[] text;
  private final int length;
  private final int batch;
  private final int rows;
  private final boolean random;
  private final long seed;
  private final String prefix;

  private Windows(int[] text, int length, int batch, boolean random, long seed, String prefix) {
    if (text.length <= length) {
      throw new IllegalArgumentException(
          "a text of %d tokens has no window of %d and what follows it"
              .formatted(text.length, length));
    }
    this.text = text;
    this.length = length;
    this.batch = batch;
    this.random = random;
    this.seed = seed;
    this.prefix = prefix;
    int whole = (text.length - 1) / length;
    this.rows = random ? (whole + batch - 1) / batch * batch : whole; // no batch is smaller
  }

  /** Windows at places drawn anew in each epoch, about as many tokens as the text has. */
  public static Windows random(int[] text, int length, int batch, long seed) {
    return new Windows(text, length, batch, true, seed, "");
  }

  /** Window after window; what is left at the end is left out. */
  public static Windows inOrder(int[] text, int length, int batch) {
    return new Windows(text, length, batch, false, 0, "");
  }

  /** The same with something put before the names {@code tokens} and {@code labels}. */
  public Windows named(String prefix) {
    return new Windows(text, length, batch, random, seed, prefix);
  }

  @Override
  public int rows() {
    return rows;
  }

  @Override
  public int count() {
    return (rows + batch - 1) / batch;
  }

  @Override
  public Pass epoch(int number) {
    return new Prefetch(count(), i -> batch(number, i));
  }

  private Batch batch(int epoch, int number) {
    int first = number * batch;
    int size = Math.min(batch, rows - first);
    int[] tokens = new int[size * length];
    int[] labels = new int[size * length];
    for (int i = 0; i < size; i++) {
      int at =
          random
              ? new Draws(seed, "windows", epoch, first + i).below(text.length - length)
              : (first + i) * length;
      System.arraycopy(text, at, tokens, i * length, length);
      System.arraycopy(text, at + 1, labels, i * length, length);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Shape shape = Shape.of(size, length);
    tensors.put(prefix + "tokens", TInt32.tensorOf(shape, DataBuffers.of(tokens)));
    tensors.put(prefix + "labels", TInt32.tensorOf(shape, DataBuffers.of(labels)));
    return new Batch(tensors);
  }
}
