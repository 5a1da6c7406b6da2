package org.vivarium.apps.timeseries.forecast;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vivarium.data.Scaling;
import org.vivarium.series.Calendar;
import org.vivarium.series.SeasonalNaive;
import org.vivarium.series.Series;
import org.vivarium.series.SeriesSets.Loaded;
import org.vivarium.series.Windows;

/**
 * A series cut by time: the first rows are learned from, the next ones choose, the last ones test.
 * What is seen of a window may lie in the part before, as it would when the future is told; what is
 * told may not.
 *
 * @param season in steps
 * @param train the end of the first part, exclusive
 * @param validation the end of the second part, exclusive
 * @param test the end of the last part, exclusive
 * @param scaling fitted to the first part
 * @param scaled {@code [time][columns, features of the calendar]}
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record Cut(
    Loaded loaded,
    Windows windows,
    int season,
    int train,
    int validation,
    int test,
    Scaling scaling,
    double[][] scaled) {
  /** The parts that a config asks for, or that the series is commonly cut into. */
  static Cut of(Config config, Loaded loaded) {
    int rows = loaded.series().length();
    int held = config.validation() > 0 ? (int) (config.validation() * rows) : loaded.validation();
    int last =
        config.test() > 0
            ? (int) (config.test() * rows)
            : rows - loaded.train() - loaded.validation();
    Windows windows =
        new Windows(
            config.lookBack() > 0 ? config.lookBack() : loaded.lookBack(),
            config.horizon() > 0 ? config.horizon() : loaded.horizon(),
            config.stride());
    int season = config.season() > 0 ? config.season() : loaded.season();
    return of(config, loaded, windows, season, rows - last - held, rows - last, rows);
  }

  /** The parts that a config asks for, seen as a trained network sees them. */
  static Cut of(Config config, Loaded loaded, Store store) {
    Cut own = of(config, loaded);
    Scaling scaling = store.scaling();
    return new Cut(
        loaded,
        own.windows,
        own.season,
        own.train,
        own.validation,
        own.test,
        scaling,
        scaled(loaded.series(), scaling, config.calendar()));
  }

  /**
   * A series of which nothing is learned. The last third of it tells how large errors are: what
   * comes before may be what the network was trained on.
   */
  static Cut whole(Loaded loaded, Store store, boolean calendar) {
    int rows = loaded.series().length();
    Architecture network = store.network();
    if (rows < network.lookBack()) {
      throw new IllegalArgumentException(
          "'%s' has %d rows; the network looks back on %d"
              .formatted(loaded.series().name(), rows, network.lookBack()));
    }
    Scaling scaling = store.scaling();
    return new Cut(
        loaded,
        new Windows(network.lookBack(), network.horizon(), 1),
        store.season(),
        rows - rows / 3,
        rows,
        rows,
        scaling,
        scaled(loaded.series(), scaling, calendar));
  }

  /** The same series with later or earlier ends of its parts. */
  Cut at(Config config, int train, int validation, int test) {
    return of(config, loaded, windows, season, train, validation, test);
  }

  private static Cut of(
      Config config,
      Loaded loaded,
      Windows windows,
      int season,
      int train,
      int validation,
      int test) {
    Series series = loaded.series();
    check(series, windows, season, train, validation, test);
    Scaling scaling = Scaling.of(Arrays.copyOf(series.values(), train));
    return new Cut(
        loaded,
        windows,
        season,
        train,
        validation,
        test,
        scaling,
        scaled(series, scaling, config.calendar()));
  }

  private static void check(
      Series series, Windows windows, int season, int train, int validation, int test) {
    int window = windows.lookBack() + windows.horizon();
    if (series.length() < window) {
      throw new IllegalArgumentException(
          "'%s' has %d rows; a window of --look-back %d and --horizon %d needs %d"
              .formatted(
                  series.name(), series.length(), windows.lookBack(), windows.horizon(), window));
    }
    if (train < window) {
      throw new IllegalArgumentException(
          "the %d rows to learn from hold no window of --look-back %d and --horizon %d: shorten them, or --test and --validation"
              .formatted(train, windows.lookBack(), windows.horizon()));
    }
    if (validation - train < windows.horizon() || test - validation < windows.horizon()) {
      throw new IllegalArgumentException(
          "%d rows to choose by and %d to test on must each hold a --horizon of %d: shorten it, or enlarge --validation and --test"
              .formatted(validation - train, test - validation, windows.horizon()));
    }
    if (season >= train) {
      throw new IllegalArgumentException(
          "a season of %d steps is not seen to come again in %d rows to learn from: choose another with --season"
              .formatted(season, train));
    }
  }

  /** Scaled values, and what the calendar says of them. */
  static double[][] scaled(Series series, Scaling scaling, boolean calendar) {
    double[][] scaled = scaling.apply(series.values());
    if (!calendar) {
      return scaled;
    }
    double[][] features = Calendar.features(series.times(), series.spacing());
    for (int t = 0; t < scaled.length; t++) {
      int columns = scaled[t].length;
      scaled[t] = Arrays.copyOf(scaled[t], columns + features[t].length);
      System.arraycopy(features[t], 0, scaled[t], columns, features[t].length);
    }
    return scaled;
  }

  Series series() {
    return loaded.series();
  }

  int columns() {
    return series().columns().size();
  }

  int features() {
    return scaled[0].length - columns();
  }

  /** Origins of the windows that are learned from, the first ones where there is a limit. */
  int[] training(int limit) {
    int[] all = windows.origins(0, train);
    return Arrays.copyOf(all, Math.min(limit, all.length));
  }

  int[] validating() {
    return windows.stride(1).origins(train, validation);
  }

  int[] testing() {
    return windows.stride(1).origins(validation, test);
  }

  /** What came after an origin, scaled, {@code [horizon columns]}. */
  float[] came(int origin) {
    int columns = columns();
    float[] came = new float[windows.horizon() * columns];
    for (int i = 0; i < came.length; i++) {
      came[i] = (float) scaled[origin + i / columns][i % columns];
    }
    return came;
  }

  /** Mean absolute error of the seasonal naive forecast over the first part, of each column. */
  double[] scales() {
    double[] scales = new double[columns()];
    SeasonalNaive naive = new SeasonalNaive(season);
    for (int c = 0; c < scales.length; c++) {
      double scale = naive.scale(Arrays.copyOf(series().column(c), train));
      scales[c] = scale > 0 ? scale : Double.NaN;
    }
    return scales;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", series().name());
    map.put("source", loaded.source());
    map.put("columns", series().columns());
    map.put("rows", series().length());
    map.put("from", series().times().get(0).toString());
    map.put("step", series().spacing().toString());
    map.put("season", season);
    map.put("look_back", windows.lookBack());
    map.put("horizon", windows.horizon());
    map.put("train_rows", train);
    map.put("validation_rows", validation - train);
    map.put("test_rows", test - validation);
    map.put("notes", loaded.notes());
    return map;
  }
}
