package org.vivarium.apps.timeseries.forecast;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.data.Draws;
import org.vivarium.data.Prefetch;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.series.Windows;

/**
 * Windows in batches: "series", what is seen, and "target", what came.
 *
 * @param scaled {@code [time][columns, features]}
 * @param columns that are told: the first ones
 * @param shuffle whether the order changes each epoch; else it is the origins' own
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record WindowBatches(
    double[][] scaled,
    int columns,
    Windows windows,
    int[] origins,
    int batchSize,
    long seed,
    boolean shuffle)
    implements Batches {
  static final String TARGET = "target";

  @Override
  public int rows() {
    return origins.length;
  }

  @Override
  public int count() {
    return (origins.length + batchSize - 1) / batchSize;
  }

  @Override
  public Pass epoch(int number) {
    int[] order = origins.clone();
    if (shuffle) {
      new Draws(seed, "order", number).shuffle(order);
    }
    return new Prefetch(count(), index -> batch(order, index * batchSize));
  }

  private Batch batch(int[] order, int from) {
    int n = Math.min(batchSize, order.length - from);
    int horizon = windows.horizon();
    float[] seen = new float[n * windows.lookBack() * scaled[0].length];
    float[] came = new float[n * horizon * columns];
    for (int i = 0, s = 0, c = 0; i < n; i++) {
      int origin = order[from + i];
      s = copy(origin - windows.lookBack(), windows.lookBack(), scaled[0].length, seen, s);
      c = copy(origin, horizon, columns, came, c);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(Architecture.INPUT, seen(seen, n, windows.lookBack(), scaled[0].length));
    tensors.put(TARGET, TFloat32.tensorOf(Shape.of(n, horizon, columns), DataBuffers.of(came)));
    return new Batch(tensors);
  }

  private int copy(int from, int rows, int wide, float[] to, int at) {
    for (int t = from; t < from + rows; t++) {
      for (int c = 0; c < wide; c++) {
        to[at++] = (float) scaled[t][c];
      }
    }
    return at;
  }

  private static TFloat32 seen(float[] seen, int n, int lookBack, int features) {
    return TFloat32.tensorOf(Shape.of(n, lookBack, features), DataBuffers.of(seen));
  }

  /** What lies before the origins, each {@code times} times, for a network to look at. */
  static Batch before(double[][] scaled, int[] origins, int lookBack, int times) {
    int features = scaled[0].length;
    int n = origins.length * times;
    float[] seen = new float[n * lookBack * features];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int t = origins[i / times] - lookBack; t < origins[i / times]; t++) {
        for (int c = 0; c < features; c++) {
          seen[at++] = (float) scaled[t][c];
        }
      }
    }
    return new Batch(Map.of(Architecture.INPUT, seen(seen, n, lookBack, features)));
  }
}
