package org.vivarium.metrics;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * How far forecasts are from what came, gathered window by window. Squared and absolute errors are
 * of the scaled values, as papers on long horizons give them; the symmetric percentage error is of
 * the values' own units, and the scaled error is relative to the seasonal naive forecast over the
 * rows that were learned from (Hyndman and Koehler 2006).
 */
public final class ForecastScore {
  private final List<Double> levels;
  private final double[] factors;
  private final double[] offsets;
  private final double[] scales;
  private final double[] absoluteByStep;
  private final double[] squaredByStep;
  private final double[] absoluteByColumn;
  private final long[] below; // of each level, how often what came was not above it
  private final double[] pinball;
  private double symmetric;
  private double crps;
  private long count;

  /**
   * Begins with nothing.
   *
   * @param levels of the quantiles, rising
   * @param factors deviation of each column: values are scaled by them
   * @param offsets mean of each column
   * @param scales mean absolute error of the seasonal naive forecast, of each column in its unit
   */
  public ForecastScore(
      int horizon, List<Double> levels, double[] factors, double[] offsets, double[] scales) {
    this.levels = List.copyOf(levels);
    this.factors = factors.clone();
    this.offsets = offsets.clone();
    this.scales = scales.clone();
    this.absoluteByStep = new double[horizon];
    this.squaredByStep = new double[horizon];
    this.absoluteByColumn = new double[factors.length];
    this.below = new long[levels.size()];
    this.pinball = new double[levels.size()];
  }

  /**
   * Adds a window.
   *
   * @param came {@code [horizon columns]}, scaled
   * @param point likewise
   * @param quantiles {@code [horizon columns levels]}
   * @return the window's mean absolute error
   */
  public double add(float[] came, float[] point, float[] quantiles) {
    int columns = factors.length;
    int many = levels.size();
    double sum = 0;
    double[] told = new double[many];
    for (int i = 0; i < came.length; i++) {
      int c = i % columns;
      double error = Math.abs(came[i] - point[i]);
      sum += error;
      absoluteByStep[i / columns] += error;
      squaredByStep[i / columns] += error * error;
      absoluteByColumn[c] += error * factors[c];
      double size =
          Math.abs(came[i] * factors[c] + offsets[c])
              + Math.abs(point[i] * factors[c] + offsets[c]);
      symmetric += size > 0 ? 2 * error * factors[c] / size : 0;
      for (int q = 0; q < many; q++) {
        told[q] = quantiles[i * many + q];
        below[q] += came[i] <= told[q] ? 1 : 0;
        pinball[q] += pinball(levels.get(q), told[q], came[i]);
      }
      crps += crps(levels, told, came[i]);
    }
    count += came.length;
    return sum / came.length;
  }

  /** What a quantile that is {@code told} costs where {@code came} came (Koenker 1978). */
  public static double pinball(double level, double told, double came) {
    return came >= told ? level * (came - told) : (1 - level) * (told - came);
  }

  /**
   * The continuous ranked probability score of a distribution that is known by its quantiles: twice
   * the pinball loss, integrated over the levels by trapezoids; beyond the outermost levels the
   * loss is taken to be that at them.
   */
  public static double crps(List<Double> levels, double[] told, double came) {
    int last = levels.size() - 1;
    double sum = 0;
    for (int q = 0; q <= last; q++) {
      double from = q == 0 ? 0 : (levels.get(q - 1) + levels.get(q)) / 2;
      double to = q == last ? 1 : (levels.get(q) + levels.get(q + 1)) / 2;
      sum += 2 * (to - from) * pinball(levels.get(q), told[q], came);
    }
    return sum;
  }

  /** The same of a sample: the mean distance to what came less half that to each other. */
  public static double crps(double[] sample, double came) {
    double[] sorted = sample.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    double distance = 0;
    double among = 0;
    for (int i = 0; i < n; i++) {
      distance += Math.abs(sorted[i] - came) / n;
      among += sorted[i] * (2.0 * i - n + 1) / n / n;
    }
    return distance - among;
  }

  public double mse() {
    return IntStream.range(0, squaredByStep.length).mapToDouble(h -> squaredByStep[h]).sum()
        / count;
  }

  public double mae() {
    return IntStream.range(0, absoluteByStep.length).mapToDouble(h -> absoluteByStep[h]).sum()
        / count;
  }

  /** Of the values in their units, from 0 to 2. */
  public double smape() {
    return symmetric / count;
  }

  /** Mean absolute error of a column, in its unit. */
  public double mae(int column) {
    return absoluteByColumn[column] * factors.length / count;
  }

  /** Mean absolute scaled error, the mean over the columns; below 1 beats the naive forecast. */
  public double mase() {
    return IntStream.range(0, scales.length)
        .mapToDouble(c -> mae(c) / scales[c])
        .average()
        .orElse(0);
  }

  /** How often what came lay between the two quantiles. */
  public double coverage(int low, int high) {
    return (double) (below[high] - below[low]) / count;
  }

  /** How often what came lay at or below a quantile. */
  public double below(int level) {
    return (double) below[level] / count;
  }

  /** The mean over the levels. */
  public double pinball() {
    return IntStream.range(0, pinball.length)
        .mapToDouble(q -> pinball[q] / count)
        .average()
        .orElse(0);
  }

  public double crps() {
    return crps / count;
  }

  /** Mean absolute error of each step of the horizon, scaled. */
  public double[] maeByStep() {
    return IntStream.range(0, absoluteByStep.length)
        .mapToDouble(h -> absoluteByStep[h] * absoluteByStep.length / count)
        .toArray();
  }

  /** All figures by name. */
  public Map<String, Double> toMap() {
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("mse", mse());
    map.put("mae", mae());
    map.put("smape", smape());
    map.put("mase", mase());
    map.put(
        "coverage_%.0f".formatted(100 * (levels.get(levels.size() - 1) - levels.get(0))),
        coverage(0, levels.size() - 1));
    map.put("pinball", pinball());
    map.put("crps", crps());
    return map;
  }
}
