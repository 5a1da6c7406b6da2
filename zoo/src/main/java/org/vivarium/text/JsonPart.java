package org.vivarium.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * An object of a JSON file and the way to it, so that what is missing or of another kind is named.
 *
 * @param path such as {@code model.vocab}; empty for the whole file
 */
record JsonPart(String path, JsonObject json) {

  /** What tells the kinds of a part apart. */
  String type() {
    return text("type");
  }

  IllegalArgumentException unknownType(String... known) {
    return new IllegalArgumentException(
        "'%s' is of the type '%s', which cannot be used here; there are %s"
            .formatted(path, type(), String.join(", ", known)));
  }

  /** Whether there is a value that is not null. */
  boolean has(String name) {
    return json.has(name) && !json.get(name).isJsonNull();
  }

  String text(String name) {
    return primitive(name, "a text").getAsString();
  }

  Optional<String> optionalText(String name) {
    return has(name) ? Optional.of(text(name)) : Optional.empty();
  }

  boolean flag(String name, boolean fallback) {
    return has(name) ? primitive(name, "true or false").getAsBoolean() : fallback;
  }

  int integer(String name) {
    return integer(path(name), json.get(name));
  }

  int integer(String name, int fallback) {
    return has(name) ? integer(name) : fallback;
  }

  JsonPart part(String name) {
    return part(path(name), json.get(name));
  }

  /** An object, or nothing where it is null or not there. */
  Optional<JsonPart> optionalPart(String name) {
    return has(name) ? Optional.of(part(name)) : Optional.empty();
  }

  /** The objects of a list; none where it is null or not there. */
  List<JsonPart> parts(String name) {
    if (!has(name)) {
      return List.of();
    }
    JsonArray array = array(name);
    return IntStream.range(0, array.size())
        .mapToObj(i -> part(path(name) + "[" + i + "]", array.get(i)))
        .toList();
  }

  JsonArray array(String name) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonArray()) {
      throw wrong(path(name), value, "a list");
    }
    return value.getAsJsonArray();
  }

  List<Integer> integers(String name) {
    List<Integer> values = new ArrayList<>();
    array(name).forEach(value -> values.add(integer(path(name), value)));
    return values;
  }

  private JsonElement primitive(String name, String kind) {
    JsonElement value = json.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw wrong(path(name), value, kind);
    }
    return value;
  }

  static int integer(String path, JsonElement value) {
    try {
      if (value != null && value.isJsonPrimitive()) {
        return value.getAsJsonPrimitive().getAsBigDecimal().intValueExact();
      }
    } catch (NumberFormatException | ArithmeticException e) {
      throw wrong(path, value, "a whole number");
    }
    throw wrong(path, value, "a whole number");
  }

  private static JsonPart part(String path, JsonElement value) {
    if (value == null || !value.isJsonObject()) {
      throw wrong(path, value, "an object");
    }
    return new JsonPart(path, value.getAsJsonObject());
  }

  private String path(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  static IllegalArgumentException wrong(String path, JsonElement value, String kind) {
    String text = String.valueOf(value);
    return new IllegalArgumentException(
        value == null
            ? "'" + path + "' is missing"
            : "'%s' is %s; it must be %s"
                .formatted(path, text.length() > 40 ? text.substring(0, 40) + "..." : text, kind));
  }
}
