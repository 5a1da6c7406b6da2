package org.vivarium.apps.timeseries.forecast;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Resume;
import org.vivarium.data.Scaling;
import org.vivarium.kernel.Weights;
import org.vivarium.series.Series;
import org.vivarium.series.SeriesSets.Loaded;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/**
 * What a run's files say of it besides the weights.
 *
 * @param network what the weights are of
 * @param columns that it was trained on
 * @param mean and the deviation of each: their units
 * @param options of the run
 */
record Store(
    Architecture network,
    List<String> columns,
    List<Double> mean,
    List<Double> std,
    int season,
    Map<String, String> options,
    Weights weights) {
  static final String DATA = "data";
  private static final String NETWORK = "network";
  private static final String UNITS = "units";
  private static final String OPTIONS = "options";
  private static final Gson GSON = new Gson();

  /** The units of the columns, as the metadata have them. */
  private record Units(List<String> columns, List<Double> mean, List<Double> std, int season) {}

  /** What a checkpoint of a run says. */
  static Map<String, String> about(Config config, Cut cut, Architecture network, String sha256) {
    Map<String, String> about =
        new LinkedHashMap<>(Resume.about("forecast train", config.options()));
    about.put(NETWORK, GSON.toJson(network));
    Scaling s = cut.scaling();
    about.put(
        UNITS,
        GSON.toJson(
            new Units(cut.series().columns(), boxed(s.mean()), boxed(s.std()), cut.season())));
    about.put(DATA, sha256);
    return about;
  }

  private static List<Double> boxed(double[] numbers) {
    return Arrays.stream(numbers).boxed().toList();
  }

  static Store open(Path run) throws IOException {
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium timeseries forecast train': '%s' is missing"
              .formatted(run, file.getFileName()));
    }
    Weights weights = Safetensors.read(file);
    Map<String, String> about = weights.metadata();
    try {
      Architecture network = GSON.fromJson(about.get(NETWORK), Architecture.class);
      Units units = GSON.fromJson(about.get(UNITS), Units.class);
      if (network == null || units == null) {
        throw new IllegalArgumentException(
            "'%s' was not written by 'vivarium timeseries forecast train'".formatted(file));
      }
      Map<String, String> options = new LinkedHashMap<>();
      GSON.fromJson(about.get(OPTIONS), JsonObject.class)
          .asMap()
          .forEach((name, value) -> options.put(name, value.getAsString()));
      return new Store(
          network, units.columns(), units.mean(), units.std(), units.season(), options, weights);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("'" + file + "' says no network that can be built", e);
    }
  }

  Scaling scaling() {
    return new Scaling(
        mean.stream().mapToDouble(x -> x).toArray(), std.stream().mapToDouble(x -> x).toArray());
  }

  /** The series' columns that the network was trained on, in their order. */
  Loaded columnsOf(Loaded loaded) {
    Series series = loaded.series();
    List<String> missing = columns.stream().filter(c -> !series.columns().contains(c)).toList();
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' lacks %s, which the network was trained on; it has %s"
              .formatted(series.name(), missing, String.join(", ", series.columns())));
    }
    return series.columns().equals(columns) ? loaded : loaded.with(series.select(columns));
  }

  /** What a config of the run must not say otherwise: the network is as it is. */
  Map<String, String> fixed() {
    Map<String, String> fixed = new LinkedHashMap<>(options);
    fixed.put("look-back", "" + network.lookBack());
    fixed.put("horizon", "" + network.horizon());
    fixed.put("season", "" + season);
    return fixed;
  }

  /** The trained network; who asks closes it. */
  Fitting fitting(Config config) {
    Fitting fitting = new Fitting(network, config.seed(), config.precision());
    try {
      fitting.load(weights);
      return fitting;
    } catch (RuntimeException e) {
      fitting.close();
      throw e;
    }
  }
}
