package org.vivarium.weights;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** What a Keras model's configuration says of its layers, by their names and in their order. */
record KerasConfig(Map<String, Layer> layers) {
  private static final int MAX_DEPTH = 32;

  /**
   * One layer.
   *
   * @param kind its class as Keras writes it in names, such as {@code depthwise_conv2d}
   * @param scale and {@code center}, where it has such
   */
  record Layer(int position, String kind, Boolean scale, Boolean center) {}

  static KerasConfig none() {
    return new KerasConfig(Map.of());
  }

  /** Reads the JSON of a model. */
  static KerasConfig parse(String json) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    try {
      collect(JsonParser.parseString(json), layers, 0);
    } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
      throw new IllegalArgumentException("has a configuration that is not Keras's JSON", e);
    }
    return new KerasConfig(layers);
  }

  /** A layer's place in the model; what is not in the configuration comes last. */
  int position(String layer) {
    Layer found = layers.get(layer);
    return found == null ? Integer.MAX_VALUE : found.position();
  }

  private static void collect(JsonElement element, Map<String, Layer> layers, int depth) {
    if (!element.isJsonObject() || depth > MAX_DEPTH) {
      return;
    }
    JsonObject o = element.getAsJsonObject();
    if (!o.has("config") || !o.get("config").isJsonObject()) {
      return;
    }
    JsonObject config = o.getAsJsonObject("config");
    if (config.has("name") && o.has("class_name")) {
      layers.putIfAbsent(
          config.get("name").getAsString(),
          new Layer(
              layers.size(),
              snake(o.get("class_name").getAsString()),
              flag(config, "scale"),
              flag(config, "center")));
    }
    if (config.has("layer")) { // of Bidirectional, TimeDistributed
      collect(config.get("layer"), layers, depth + 1);
    }
    if (config.has("layers") && config.get("layers") instanceof JsonArray inner) {
      inner.forEach(layer -> collect(layer, layers, depth + 1));
    }
  }

  private static Boolean flag(JsonObject config, String name) {
    JsonElement value = config.get(name);
    boolean given =
        value != null && value.isJsonPrimitive() && value.getAsJsonPrimitive().isBoolean();
    return given ? (Boolean) value.getAsBoolean() : null;
  }

  /** {@code DepthwiseConv2D} as {@code depthwise_conv2d}. */
  static String snake(String className) {
    return className
        .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
        .replaceAll("([a-z])([A-Z])", "$1_$2")
        .toLowerCase(Locale.ROOT);
  }
}
