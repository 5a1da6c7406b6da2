package org.vivarium.apps.timeseries.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vivarium.metrics.Quantiles;

/**
 * A forecaster of points that learned from its own errors how sure it may be: the quantiles are the
 * point and those of the errors on the validation part, for each step of the horizon and each
 * column; where there are too few windows for that, over all steps together.
 *
 * @param errors {@code [horizon columns levels]}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Points(String name, Teller teller, float[] errors) implements Forecaster {
  private static final int MOST = 500; // windows that errors are taken from
  private static final int ENOUGH = 40; // windows for the errors of a single step

  /** Tells points, {@code [horizon columns]} for each origin. */
  @FunctionalInterface
  interface Teller {
    List<float[]> at(double[][] scaled, int[] origins);
  }

  /** One that looked at its errors over the validation part. */
  static Points of(String name, Teller teller, Cut cut, List<Double> levels) {
    int[] origins = some(cut.validating(), MOST);
    List<float[]> told = teller.at(cut.scaled(), origins);
    int size = told.get(0).length;
    int columns = cut.columns();
    float[] errors = new float[size * levels.size()];
    boolean alone = origins.length >= ENOUGH;
    double[][] each = new double[size][origins.length];
    for (int w = 0; w < origins.length; w++) {
      float[] came = cut.came(origins[w]);
      for (int i = 0; i < size; i++) {
        each[i][w] = came[i] - told.get(w)[i];
      }
    }
    for (int i = 0; i < size; i++) {
      if (!alone && i >= columns) { // the column's were pooled for the first step
        System.arraycopy(
            errors, (i - columns) * levels.size(), errors, i * levels.size(), levels.size());
        continue;
      }
      double[] sorted = alone ? each[i].clone() : pooled(each, i, columns);
      Arrays.sort(sorted);
      for (int q = 0; q < levels.size(); q++) {
        errors[i * levels.size() + q] = (float) Quantiles.of(sorted, levels.get(q));
      }
    }
    return new Points(name, teller, errors);
  }

  private static double[] pooled(double[][] each, int column, int columns) {
    List<double[]> steps = new ArrayList<>();
    for (int i = column; i < each.length; i += columns) {
      steps.add(each[i]);
    }
    return steps.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  /** So many of the origins at most, evenly spread. */
  static int[] some(int[] origins, int most) {
    int count = Math.min(most, origins.length);
    int[] chosen = new int[count];
    for (int i = 0; i < count; i++) {
      chosen[i] = origins[(int) ((long) i * origins.length / count)];
    }
    return chosen;
  }

  @Override
  public List<Forecast> at(double[][] scaled, int[] origins) {
    List<Forecast> all = new ArrayList<>();
    for (float[] point : teller.at(scaled, origins)) {
      int levels = errors.length / point.length;
      float[] quantiles = errors.clone();
      for (int i = 0; i < quantiles.length; i++) {
        quantiles[i] += point[i / levels];
      }
      all.add(new Forecast(point, quantiles));
    }
    return all;
  }
}
