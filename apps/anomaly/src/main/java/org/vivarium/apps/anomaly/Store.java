package org.vivarium.apps.anomaly;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.weights.Safetensors;

/** A fitted detector on disk: {@code weights.safetensors}, whose metadata say what it is. */
final class Store {
  private static final String FILE = "weights.safetensors";
  private static final String KEY = "detector";
  private static final String NETWORK = "network.";
  private static final String DETECTOR = "detector.";
  private static final String REST = ".rest"; // what float leaves of a double
  private static final String LENGTHS = ".lengths";
  private static final Gson GSON = new Gson();

  private Store() {}

  /** What the metadata say. */
  record About(
      String kind,
      double threshold,
      List<Integer> shape,
      List<String> columns,
      int window,
      Architecture network,
      Map<String, String> options) {}

  /** A detector that was kept; who opens it closes its network. */
  record Opened(Trained trained, About about) implements AutoCloseable {
    @Override
    public void close() {
      trained.network().ifPresent(Learned::close);
    }
  }

  /** A run is not written over: it may be watching something. */
  static void checkFree(Path folder) {
    if (Files.exists(folder.resolve(FILE))) {
      throw new IllegalArgumentException(
          "'" + folder + "' holds a run already: choose another folder with --out or remove it");
    }
  }

  static void write(
      RunFolder folder, Trained trained, double threshold, Config config, Problem problem)
      throws IOException {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    trained.arrays().forEach((name, array) -> put(arrays, DETECTOR + name, array));
    Architecture network = null;
    if (trained.network().isPresent()) {
      Learned learned = trained.network().get();
      network = learned.architecture();
      learned.weights().arrays().forEach((name, array) -> arrays.put(NETWORK + name, array));
      arrays.put(
          DETECTOR + "centre",
          new Weights.Array(new long[] {learned.centre().length}, learned.centre()));
    }
    boolean series = config.data().startsWith(Problems.SERIES);
    About about =
        new About(
            trained.kind().toString(),
            threshold,
            problem.shape(),
            problem.columns(),
            series ? config.window() : 0,
            network,
            config.options());
    Safetensors.write(
        folder.file(FILE), new Weights(arrays, Map.of(KEY, GSON.toJson(about), "format", "pt")));
  }

  /** Rows of any length one after the other, each double as a float and what is left of it. */
  private static void put(Map<String, Weights.Array> arrays, String name, double[][] rows) {
    int size = 0;
    float[] lengths = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      lengths[i] = rows[i].length;
      size += rows[i].length;
    }
    float[] near = new float[size];
    float[] rest = new float[size];
    int at = 0;
    boolean exact = true;
    for (double[] row : rows) {
      for (double x : row) {
        near[at] = (float) x;
        rest[at] = (float) (x - near[at]);
        exact &= rest[at++] == 0;
      }
    }
    arrays.put(name, new Weights.Array(new long[] {size}, near));
    arrays.put(name + LENGTHS, new Weights.Array(new long[] {rows.length}, lengths));
    if (!exact) {
      arrays.put(name + REST, new Weights.Array(new long[] {size}, rest));
    }
  }

  static Opened open(Path run) throws IOException {
    Path file = run.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium anomaly train': '%s' is missing".formatted(run, FILE));
    }
    Weights weights = Safetensors.read(file);
    try {
      About about = GSON.fromJson(weights.metadata().get(KEY), About.class);
      if (about == null) {
        throw new IllegalArgumentException(
            "'" + file + "' says no detector: it was not written by 'vivarium anomaly train'");
      }
      return new Opened(trained(about, weights), about);
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalArgumentException("'" + file + "' says no detector that can be built", e);
    }
  }

  private static Trained trained(About about, Weights weights) {
    Map<String, Weights.Array> network = new LinkedHashMap<>();
    Map<String, double[][]> arrays = new TreeMap<>();
    for (String name : weights.arrays().keySet()) {
      if (name.startsWith(NETWORK)) {
        network.put(name.substring(NETWORK.length()), weights.arrays().get(name));
      } else if (weights.arrays().containsKey(name + LENGTHS)) {
        arrays.put(name.substring(DETECTOR.length()), get(weights.arrays(), name));
      }
    }
    Optional<Learned> learned = Optional.empty();
    if (about.network() != null) {
      float[] centre = weights.arrays().get(DETECTOR + "centre").data();
      learned = Optional.of(Learned.of(about.network(), new Weights(network), centre));
    }
    return Trained.of(Kind.of(about.kind()), arrays, learned);
  }

  private static double[][] get(Map<String, Weights.Array> arrays, String name) {
    float[] near = arrays.get(name).data();
    float[] lengths = arrays.get(name + LENGTHS).data();
    Weights.Array rest = arrays.get(name + REST);
    double[][] rows = new double[lengths.length][];
    int at = 0;
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[(int) lengths[i]];
      for (int c = 0; c < rows[i].length; c++, at++) {
        rows[i][c] = (double) near[at] + (rest == null ? 0 : rest.data()[at]);
      }
    }
    return rows;
  }
}
