package org.vivarium.weights;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The variables of a TensorFlow SavedModel. Those that a Keras layer has get PyTorch's names and
 * axes; the others keep theirs.
 */
final class SavedVariables {
  static final String MODEL = "saved_model.pb";

  private static final String OBJECTS = "_CHECKPOINTABLE_OBJECT_GRAPH";
  private static final String VALUE = "/.ATTRIBUTES/VARIABLE_VALUE";
  private static final List<String> TRAINING =
      List.of("OPTIMIZER_SLOT", "optimizer/", "save_counter", "seed_generator", "keras_api/");

  private SavedVariables() {}

  /** The variables of a SavedModel's folder. */
  static WeightFile open(Path folder) throws IOException {
    return checkpoint(folder, folder.resolve("variables/variables"));
  }

  /** The variables of the checkpoint with this prefix. */
  static WeightFile checkpoint(Path path, Path prefix) throws IOException {
    TensorBundle bundle = new TensorBundle(prefix);
    try {
      return open(path, bundle);
    } catch (IOException | RuntimeException | Error e) {
      bundle.close();
      throw e;
    }
  }

  private static WeightFile open(Path path, TensorBundle bundle) throws IOException {
    Map<String, String> names = names(bundle.string(OBJECTS));
    Map<String, Map<String, Stored>> layers = new LinkedHashMap<>();
    Map<String, Stored> tensors = new LinkedHashMap<>();
    bundle
        .tensors()
        .forEach(
            (key, tensor) -> {
              String name = names.getOrDefault(key, key.replace(VALUE, ""));
              int cut = name.lastIndexOf('/');
              String variable = name.substring(cut + 1);
              if (TRAINING.stream().anyMatch(w -> key.contains(w) || name.contains(w))) {
                return;
              }
              if (cut > 0 && KerasLayer.knows(variable)) {
                // an exported model lists its variables twice
                layers
                    .computeIfAbsent(name.substring(0, cut), l -> new LinkedHashMap<>())
                    .putIfAbsent(variable, tensor);
              } else {
                tensors.putIfAbsent(name, tensor);
              }
            });
    for (KerasLayer layer : layers(layers)) {
      tensors.putAll(layer.torch());
    }
    String whose = layers.isEmpty() ? WeightFile.TENSORFLOW : WeightFile.KERAS;
    return new WeightFile(
        path, "SavedModel", Map.of(WeightFile.NAMES, whose), tensors, bundle.length(), bundle);
  }

  private static List<KerasLayer> layers(Map<String, Map<String, Stored>> variables) {
    List<KerasLayer> layers = new ArrayList<>();
    variables.forEach(
        (path, of) -> {
          List<String> parts = new ArrayList<>(List.of(path.split("/", -1)));
          boolean reverse = parts.removeIf(p -> p.startsWith("backward_"));
          parts.removeIf(p -> p.startsWith("forward_") || p.matches("cell|.*_cell(_\\d+)?"));
          String name = parts.isEmpty() ? path : parts.get(parts.size() - 1);
          boolean unique =
              variables.keySet().stream().filter(p -> p.endsWith("/" + name)).count() < 2;
          String kind = name.replaceAll("_\\d+$", "");
          layers.add(
              new KerasLayer(
                  unique ? name : String.join(".", parts),
                  kind.contains("conv") ? kind : "",
                  reverse,
                  of));
        });
    return layers;
  }

  /** What the objects of a checkpoint call the variables: full names by checkpoint keys. */
  private static Map<String, String> names(ByteBuffer objects) {
    Map<String, String> names = new LinkedHashMap<>();
    try {
      Proto graph = new Proto(objects);
      for (int field = graph.next(); field != 0; field = graph.next()) {
        if (field != 1) {
          graph.skip();
          continue;
        }
        Proto node = graph.message();
        for (int f = node.next(); f != 0; f = node.next()) {
          if (f == 2) {
            attribute(node.message(), names);
          } else {
            node.skip();
          }
        }
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("holds a table of objects that is damaged", e);
    }
    return names;
  }

  private static void attribute(Proto in, Map<String, String> names) {
    String full = "";
    String key = "";
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 2 -> full = in.text();
        case 3 -> key = in.text();
        default -> in.skip();
      }
    }
    if (!full.isEmpty() && full.length() < key.length() + 1000) {
      names.put(key, full);
    }
  }
}
