package org.vivarium.apps.anomaly;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.data.Prefetch;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * Rows in batches: "x" as floats in their shape, "label" int32, and "centre".
 *
 * @param shape of a row
 * @param labels one for each row
 * @param centre fed as it is with each batch; may be empty
 * @param shuffle whether the order changes each epoch; else it is the rows' own
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record RowBatches(
    double[][] data,
    int[] labels,
    List<Integer> shape,
    float[] centre,
    int batchSize,
    long seed,
    boolean shuffle)
    implements Batches {
  @Override
  public int rows() {
    return data.length;
  }

  @Override
  public int count() {
    return (data.length + batchSize - 1) / batchSize;
  }

  @Override
  public Pass epoch(int number) {
    int[] order = IntStream.range(0, data.length).toArray();
    if (shuffle) {
      new Draws(seed, "order", number).shuffle(order);
    }
    return new Prefetch(count(), index -> batch(order, index * batchSize));
  }

  private Batch batch(int[] order, int from) {
    int n = Math.min(batchSize, order.length - from);
    int columns = data[0].length;
    float[] numbers = new float[n * columns];
    int[] theirs = new int[n];
    for (int i = 0; i < n; i++) {
      double[] row = data[order[from + i]];
      for (int c = 0; c < columns; c++) {
        numbers[i * columns + c] = (float) row[c];
      }
      theirs[i] = labels[order[from + i]];
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>(); // rows are counted by the first
    Shape rows = Shape.of(n, shape.get(0), shape.get(1), shape.get(2));
    tensors.put("x", TFloat32.tensorOf(rows, DataBuffers.of(numbers)));
    tensors.put("label", TInt32.tensorOf(Shape.of(n), DataBuffers.of(theirs)));
    tensors.put("centre", TFloat32.tensorOf(Shape.of(centre.length), DataBuffers.of(centre)));
    return new Batch(tensors);
  }
}
