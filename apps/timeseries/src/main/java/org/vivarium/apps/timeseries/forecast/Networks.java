package org.vivarium.apps.timeseries.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vivarium.series.Normal;

/** Trained networks as forecasters. */
final class Networks {
  static final String DROPOUT = " with dropout";

  private static final int AT_ONCE = 16; // origins
  private static final int WATCHED = 200; // windows that noise is learned from

  private Networks() {}

  /** The network as it is served: its quantiles are told, or learned from its errors. */
  static Forecaster served(Fitting fitting, Cut cut, List<Double> levels) {
    String name = fitting.architecture().model();
    return fitting.architecture().levels().isEmpty()
        ? Points.of(name, fitting::tell, cut, levels)
        : new Told(name, fitting, levels.indexOf(.5));
  }

  /**
   * A network that tells quantiles.
   *
   * @param middle the place of the median among them
   */
  private record Told(String name, Fitting fitting, int middle) implements Forecaster {
    @Override
    public List<Forecast> at(double[][] scaled, int[] origins) {
      List<Forecast> all = new ArrayList<>();
      int levels = fitting.architecture().told();
      for (float[] told : fitting.tell(scaled, origins)) {
        for (int i = 0; i < told.length; i += levels) {
          Arrays.sort(told, i, i + levels); // quantiles that cross are put in order
        }
        float[] point = new float[told.length / levels];
        for (int i = 0; i < point.length; i++) {
          point[i] = told[i * levels + middle];
        }
        all.add(new Forecast(point, told));
      }
      return all;
    }
  }

  /**
   * Monte-Carlo dropout (Gal and Ghahramani 2016): the mean and the spread over passes in training
   * mode. The spread says how sure the network is of its weights; the noise that no network knows
   * is the variance of its errors on the validation part (Zhu and Laptev 2017).
   */
  static Forecaster dropout(Fitting fitting, Cut cut, List<Double> levels, int passes) {
    int[] origins = Points.some(cut.validating(), WATCHED);
    int size = cut.windows().horizon() * cut.columns();
    double[] noise = new double[size];
    List<double[][]> drawn = moments(fitting, cut.scaled(), origins, passes, levels.indexOf(.5));
    for (int w = 0; w < origins.length; w++) {
      float[] came = cut.came(origins[w]);
      for (int i = 0; i < size; i++) {
        double error = came[i] - drawn.get(w)[0][i];
        noise[i] += error * error / origins.length;
      }
    }
    return new Dropped(fitting.architecture().model() + DROPOUT, fitting, passes, levels, noise);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Dropped(String name, Fitting fitting, int passes, List<Double> levels, double[] noise)
      implements Forecaster {
    @Override
    public List<Forecast> at(double[][] scaled, int[] origins) {
      double[] z = levels.stream().mapToDouble(Normal::quantile).toArray();
      List<Forecast> all = new ArrayList<>();
      for (double[][] m : moments(fitting, scaled, origins, passes, levels.indexOf(.5))) {
        float[] point = new float[m[0].length];
        float[] quantiles = new float[point.length * z.length];
        for (int i = 0; i < point.length; i++) {
          point[i] = (float) m[0][i];
          double deviation = Math.sqrt(m[1][i] + noise[i]);
          for (int q = 0; q < z.length; q++) {
            quantiles[i * z.length + q] = (float) (m[0][i] + z[q] * deviation);
          }
        }
        all.add(new Forecast(point, quantiles));
      }
      return all;
    }

    /** The spread's share of the variance that the bands are made of, over some windows. */
    double share(Cut cut, int[] origins) {
      double spread = 0;
      double sum = 0;
      for (double[][] m : moments(fitting, cut.scaled(), origins, passes, levels.indexOf(.5))) {
        for (int i = 0; i < noise.length; i++) {
          spread += m[1][i];
          sum += m[1][i] + noise[i];
        }
      }
      return sum > 0 ? spread / sum : 0;
    }
  }

  /** Mean and variance over the passes, {@code [2][horizon columns]} for each origin. */
  private static List<double[][]> moments(
      Fitting fitting, double[][] scaled, int[] origins, int passes, int middle) {
    int told = fitting.architecture().told();
    int at = told == 1 ? 0 : middle;
    List<double[][]> all = new ArrayList<>();
    for (int from = 0; from < origins.length; from += AT_ONCE) { // all at once would be too many
      int[] some = Arrays.copyOfRange(origins, from, Math.min(origins.length, from + AT_ONCE));
      List<float[]> drawn = fitting.draw(scaled, some, passes);
      for (int w = 0; w < some.length; w++) {
        all.add(moments(drawn.subList(w * passes, (w + 1) * passes), told, at));
      }
    }
    return all;
  }

  private static double[][] moments(List<float[]> drawn, int told, int at) {
    int size = drawn.get(0).length / told;
    double[][] m = new double[2][size];
    for (int i = 0; i < size; i++) {
      int place = i * told + at;
      double mean = drawn.stream().mapToDouble(d -> d[place]).average().orElse(0);
      double square = drawn.stream().mapToDouble(d -> (d[place] - mean) * (d[place] - mean)).sum();
      m[0][i] = mean;
      m[1][i] = square / Math.max(1, drawn.size() - 1);
    }
    return m;
  }
}
