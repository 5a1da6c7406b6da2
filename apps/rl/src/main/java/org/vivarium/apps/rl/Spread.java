package org.vivarium.apps.rl;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * A curve of several seeds over the same steps: the mean, and between which values they lie.
 *
 * @param steps where it is known, as doubles for a chart
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Spread(double[] steps, double[] mean, double[] low, double[] high) {
  private static final int POINTS = 100;
  private static final int EPISODES = 20; // that a point of training is a mean over

  /** What the looks say, look by look. */
  static Spread looks(List<Learned> seeds, ToDoubleFunction<Curves.Look> value) {
    int looks = seeds.stream().mapToInt(s -> s.curves().looks().size()).min().orElse(0);
    double[] steps = new double[looks];
    double[][] values = new double[seeds.size()][looks];
    for (int i = 0; i < looks; i++) {
      for (int s = 0; s < values.length; s++) {
        Curves.Look look = seeds.get(s).curves().looks().get(i);
        steps[i] += (double) look.step() / values.length;
        values[s][i] = value.applyAsDouble(look);
      }
      steps[i] = Math.rint(steps[i]);
    }
    return of(steps, values);
  }

  /** The returns of training: at each step the mean of the last episodes. */
  static Spread training(List<Learned> seeds, int last) {
    double[] steps =
        IntStream.rangeClosed(1, POINTS).mapToDouble(i -> (double) i * last / POINTS).toArray();
    double[][] values = new double[seeds.size()][];
    for (int s = 0; s < values.length; s++) {
      List<Curves.Played> episodes = seeds.get(s).curves().episodes();
      values[s] = Arrays.stream(steps).map(step -> recent(episodes, step)).toArray();
    }
    return of(steps, values);
  }

  private static double recent(List<Curves.Played> episodes, double step) {
    int count = (int) episodes.stream().filter(e -> e.step() <= step).count();
    return episodes.subList(Math.max(0, count - EPISODES), count).stream()
        .mapToDouble(Curves.Played::total)
        .average()
        .orElse(Double.NaN);
  }

  private static Spread of(double[] steps, double[][] values) {
    double[] mean = new double[steps.length];
    double[] low = new double[steps.length];
    double[] high = new double[steps.length];
    for (int i = 0; i < steps.length; i++) {
      int at = i;
      double[] now = Arrays.stream(values).mapToDouble(v -> v[at]).toArray();
      mean[i] = Arrays.stream(now).average().orElse(Double.NaN);
      low[i] = Arrays.stream(now).min().orElse(Double.NaN);
      high[i] = Arrays.stream(now).max().orElse(Double.NaN);
    }
    return new Spread(steps, mean, low, high);
  }
}
