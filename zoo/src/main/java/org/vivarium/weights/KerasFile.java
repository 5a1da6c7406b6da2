package org.vivarium.weights;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The weights of a Keras model: a {@code .keras} archive or a {@code .weights.h5} of Keras 3, an
 * {@code .h5} of Keras 2, which may hold the whole model. Tensors are named after their layers and
 * have PyTorch's axes.
 */
final class KerasFile {
  private static final String WEIGHTS = "model.weights.h5";
  private static final String CONFIG = "config.json";
  private static final int MAX_DEPTH = 32;
  private static final Pattern NUMBER = Pattern.compile("(.*?)_(\\d+)");
  private static final Pattern CELL = Pattern.compile("cell|.*_cell(_\\d+)?");

  private final Hdf5 file;
  private final KerasConfig config;
  private final List<KerasLayer> layers = new ArrayList<>();

  private KerasFile(Hdf5 file, KerasConfig config) {
    this.file = file;
    this.config = config;
  }

  static boolean is(Zip zip) {
    return zip.entries().containsKey(WEIGHTS);
  }

  /** Opens an archive of Keras 3. */
  static WeightFile open(Path path, FileChannel in, Zip zip) throws IOException {
    KerasConfig config =
        zip.entries().containsKey(CONFIG)
            ? KerasConfig.parse(new String(zip.bytes(CONFIG), StandardCharsets.UTF_8))
            : KerasConfig.none();
    KerasFile file = new KerasFile(new Hdf5(zip.stored(WEIGHTS)), config);
    file.numbered(file.file.root(), List.of(), 0);
    return file.weights(path, "Keras 3", in);
  }

  /** Opens an HDF5 file. */
  static WeightFile open(Path path, FileChannel in) throws IOException {
    Hdf5 h5 = new Hdf5(Region.of(in));
    Group root = h5.root();
    String model = h5.has(root, "model_config") ? h5.text(root, "model_config") : null;
    KerasFile file =
        new KerasFile(h5, model == null ? KerasConfig.none() : KerasConfig.parse(model));
    if (h5.at(root, "model_weights") instanceof Group inner) {
      root = inner;
    }
    if (h5.has(root, "layer_names") || h5.has(root, "layer_names0")) {
      file.named(root);
      return file.weights(path, "Keras 2", in);
    }
    file.numbered(root, List.of(), 0);
    return file.weights(path, "Keras 3", in);
  }

  private WeightFile weights(Path path, String format, FileChannel in) throws IOException {
    Map<String, Stored> tensors = new LinkedHashMap<>();
    for (KerasLayer layer : layers) {
      layer
          .torch()
          .forEach(
              (name, tensor) -> {
                if (tensors.put(name, tensor) != null) {
                  throw new IllegalArgumentException("holds two layers named '" + name + "'");
                }
              });
    }
    if (tensors.isEmpty()) {
      throw new IllegalArgumentException("is an HDF5 file without the weights of a Keras model");
    }
    return new WeightFile(
        path, format, Map.of(WeightFile.NAMES, WeightFile.KERAS), tensors, in.size(), in);
  }

  /** Keras 2: a group for each layer, whose attribute lists paths of variables. */
  private void named(Group root) {
    for (String name : file.lines(root, "layer_names")) {
      if (!(file.at(root, name) instanceof Group group)) {
        throw new IllegalArgumentException("lists a layer '" + name + "' that it does not hold");
      }
      Map<String, Map<String, Stored>> parts = new LinkedHashMap<>();
      for (String path : file.lines(group, "weight_names")) {
        if (!(file.at(group, path) instanceof Dataset data)) {
          throw new IllegalArgumentException(
              "lists a variable '" + path + "' that it does not hold");
        }
        int cut = path.lastIndexOf('/');
        String variable = path.substring(cut + 1).replaceAll(":\\d+$", "");
        parts
            .computeIfAbsent(path.substring(0, Math.max(0, cut)), p -> new LinkedHashMap<>())
            .put(variable, file.tensor(data));
      }
      parts.forEach((path, variables) -> add(name, path, variables));
    }
  }

  private void add(String group, String path, Map<String, Stored> variables) {
    String name = group;
    boolean reverse = false;
    for (String part : path.split("/", -1)) {
      reverse |= part.startsWith("backward_");
      // a layer of a model within the model has its own name, a cell has that of its layer
      if (!CELL.matcher(part).matches() && config.layers().containsKey(part)) {
        name = part;
      }
    }
    if (reverse || path.contains("forward_")) {
      name = group;
    } else if (config.layers().isEmpty() && !path.isEmpty() && !path.contains(group)) {
      name = group + "." + path.replace('/', '.');
    }
    variables.keySet().removeIf(KerasFile::isState);
    if (!variables.isEmpty()) {
      layers.add(new KerasLayer(name, kind(name, group), reverse, variables));
    }
  }

  /** Keras 3: a folder for each layer, by its class, with numbered variables. */
  private void numbered(Group group, List<String> path, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("holds groups in groups more than " + MAX_DEPTH + " deep");
    }
    Map<String, Node> children = file.children(group);
    if (children.get("vars") instanceof Group vars) {
      numbered(path, vars);
    }
    List<Map.Entry<String, Node>> inner =
        children.entrySet().stream()
            .filter(e -> e.getValue() instanceof Group)
            .filter(e -> !e.getKey().equals("vars") && !isState(e.getKey()))
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Node> e) -> position(e.getValue()))
                    .thenComparing(e -> padded(e.getKey())))
            .toList();
    for (Map.Entry<String, Node> entry : inner) {
      List<String> deeper = new ArrayList<>(path);
      if (!entry.getKey().equals("layers")) {
        deeper.add(layerName(entry.getKey(), entry.getValue()));
      }
      numbered((Group) entry.getValue(), deeper, depth + 1);
    }
  }

  private void numbered(List<String> path, Group vars) {
    Map<String, Node> children = file.children(vars);
    List<Stored> stored = new ArrayList<>();
    for (int i = 0; i < children.size(); i++) {
      if (!(children.get("" + i) instanceof Dataset data)) {
        throw new IllegalArgumentException("has no variable " + i + " in '" + vars.getPath() + "'");
      }
      stored.add(file.tensor(data));
    }
    if (stored.isEmpty()) {
      return;
    }
    List<String> parts = path.stream().filter(p -> !p.equals("cell") && !isDirection(p)).toList();
    String name = String.join(".", parts);
    String last = parts.isEmpty() ? "" : parts.get(parts.size() - 1);
    KerasConfig.Layer about = config.layers().get(last);
    String kind = about == null ? stem(vars.getParent().getName()) : about.kind();
    List<String> names =
        KerasLayer.names(
            kind,
            stored,
            about == null ? null : about.scale(),
            about == null ? null : about.center());
    Map<String, Stored> variables = new LinkedHashMap<>();
    for (int i = 0; i < stored.size(); i++) {
      variables.put(i < names.size() ? names.get(i) : "variable " + i, stored.get(i));
    }
    layers.add(new KerasLayer(name, kind, path.contains("backward_layer"), variables));
  }

  /** The name that the user knows a layer by, where the file has it. */
  private String layerName(String key, Node group) {
    if (group instanceof Group g && !key.equals("cell") && !isDirection(key)) {
      Node vars = file.children(g).get("vars");
      String name = vars != null && file.has(vars, "name") ? file.text(vars, "name") : null;
      return name == null || name.isEmpty() ? key : name;
    }
    return key;
  }

  private int position(Node group) {
    return config.position(layerName("", group));
  }

  private String kind(String name, String group) {
    KerasConfig.Layer about = config.layers().get(name);
    String stem = stem(group);
    boolean telling = stem.contains("conv2d") || stem.contains("conv1d");
    return about != null ? about.kind() : telling ? stem : "";
  }

  /** {@code conv2d_12} as {@code conv2d}. */
  private static String stem(String name) {
    var numbered = NUMBER.matcher(name);
    return numbered.matches() ? numbered.group(1) : name;
  }

  /** So that {@code conv2d_10} follows {@code conv2d_9}. */
  private static String padded(String name) {
    var numbered = NUMBER.matcher(name);
    return numbered.matches()
        ? numbered.group(1)
            + "_"
            + "0".repeat(Math.max(0, 12 - numbered.group(2).length()))
            + numbered.group(2)
        : name;
  }

  private static boolean isDirection(String part) {
    return part.equals("forward_layer") || part.equals("backward_layer");
  }

  /** What only training needs. */
  private static boolean isState(String name) {
    return name.equals("optimizer")
        || name.contains("seed_generator")
        || name.endsWith("optimizer");
  }
}
