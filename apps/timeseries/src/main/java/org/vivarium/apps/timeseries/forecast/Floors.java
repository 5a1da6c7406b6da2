package org.vivarium.apps.timeseries.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.vivarium.series.LinearFloor;
import org.vivarium.series.SeasonalNaive;

/** What stands beside every network: forecasts that cost next to nothing. */
final class Floors {
  static final String NAIVE = "naive (last value)";
  static final String SEASONAL = "seasonal naive";
  static final String LINEAR = "linear floor (ridge)";

  private static final double[] RIDGES = {1e-6, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10};
  private static final int MOST = 300; // windows that a ridge is chosen by

  private Floors() {}

  /** All of them, the linear one with the ridge that is best on the validation part. */
  static List<Forecaster> of(Cut cut, List<Double> levels, int limit) {
    List<Forecaster> floors = new ArrayList<>();
    floors.add(naive(NAIVE, 1, cut, levels));
    if (cut.season() > 1) {
      floors.add(naive(SEASONAL, cut.season(), cut, levels));
    }
    floors.add(linear(cut, levels, limit));
    return floors;
  }

  private static Forecaster naive(String name, int season, Cut cut, List<Double> levels) {
    SeasonalNaive naive = new SeasonalNaive(season);
    int columns = cut.columns();
    int horizon = cut.windows().horizon();
    return Points.of(
        name,
        (scaled, origins) ->
            each(origins, origin -> naive.forecast(scaled, columns, origin, horizon)),
        cut,
        levels);
  }

  private static Forecaster linear(Cut cut, List<Double> levels, int limit) {
    int columns = cut.columns();
    LinearFloor[] floors =
        LinearFloor.fit(cut.scaled(), columns, cut.windows(), cut.training(limit), RIDGES);
    int[] origins = Points.some(cut.validating(), MOST);
    LinearFloor best = floors[0];
    double least = Double.POSITIVE_INFINITY;
    for (LinearFloor floor : floors) {
      double error = 0;
      for (int origin : origins) {
        double[][] told = floor.forecast(cut.scaled(), columns, origin);
        for (int h = 0; h < told.length; h++) {
          for (int c = 0; c < columns; c++) {
            double apart = told[h][c] - cut.scaled()[origin + h][c];
            error += apart * apart;
          }
        }
      }
      if (error < least) {
        least = error;
        best = floor;
      }
    }
    LinearFloor chosen = best;
    return Points.of(
        LINEAR,
        (scaled, places) -> each(places, origin -> chosen.forecast(scaled, columns, origin)),
        cut,
        levels);
  }

  private static List<float[]> each(int[] origins, IntFunction<double[][]> told) {
    return Arrays.stream(origins).mapToObj(o -> flat(told.apply(o))).toList();
  }

  private static float[] flat(double[][] told) {
    int columns = told[0].length;
    float[] flat = new float[told.length * columns];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = (float) told[i / columns][i % columns];
    }
    return flat;
  }
}
