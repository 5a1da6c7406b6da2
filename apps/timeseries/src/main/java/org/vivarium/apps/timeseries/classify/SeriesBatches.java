package org.vivarium.apps.timeseries.classify;

import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.data.Prefetch;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * Series of features in batches: {@code series}, padded with zeros behind, {@code mask} and {@code
 * label}.
 *
 * @param series {@code [example][steps][features]}
 * @param length steps that all are padded to
 * @param masked whether a run of steps and one of features are set to their mean, 0, at random
 *     (SpecAugment: Park et al. 2019)
 * @param shuffled whether each epoch has an order of its own
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by nobody
record SeriesBatches(
    float[][][] series,
    int[] labels,
    int length,
    int batch,
    long seed,
    boolean masked,
    boolean shuffled)
    implements Batches {
  private static final int WIDEST = 8; // features that are hidden
  private static final double LONGEST = .25; // of the steps

  @Override
  public int rows() {
    return series.length;
  }

  @Override
  public int count() {
    return (series.length + batch - 1) / batch;
  }

  @Override
  public Pass epoch(int number) {
    int[] order = IntStream.range(0, series.length).toArray();
    if (shuffled) {
      new Draws(seed, "order", number).shuffle(order);
    }
    return new Prefetch(count(), b -> batch(number, order, b * batch));
  }

  private Batch batch(int epoch, int[] order, int from) {
    int n = Math.min(batch, order.length - from);
    int features = series[0][0].length;
    float[] values = new float[n * length * features];
    int[] mask = new int[n * length];
    int[] label = new int[n];
    for (int i = 0; i < n; i++) {
      int example = order[from + i];
      float[][] steps = series[example];
      label[i] = labels[example];
      for (int t = 0; t < steps.length; t++) {
        System.arraycopy(steps[t], 0, values, (i * length + t) * features, features);
        mask[i * length + t] = 1;
      }
      if (masked) {
        hide(values, i * length * features, steps.length, features, epoch, example);
      }
    }
    return new Batch(
        Map.of(
            "series", TFloat32.tensorOf(Shape.of(n, length, features), DataBuffers.of(values)),
            "mask", TInt32.tensorOf(Shape.of(n, length), DataBuffers.of(mask)),
            "label", TInt32.tensorOf(Shape.of(n), DataBuffers.of(label))));
  }

  private void hide(float[] values, int at, int steps, int features, int epoch, int example) {
    Draws draws = new Draws(seed, "hide", epoch, example);
    int wide = draws.below(Math.min(WIDEST, features / 2) + 1);
    int left = draws.below(features - wide + 1);
    int tall = draws.below((int) (LONGEST * steps) + 1);
    int first = draws.below(steps - tall + 1);
    for (int t = 0; t < steps; t++) {
      for (int f = 0; f < features; f++) {
        if ((f >= left && f < left + wide) || (t >= first && t < first + tall)) {
          values[at + t * features + f] = 0;
        }
      }
    }
  }
}
