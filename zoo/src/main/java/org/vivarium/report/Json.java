package org.vivarium.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializer;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * JSON as a person likes to read it: indented, rows of numbers on one line. JSON has no NaN and no
 * infinity; they become null. Keys come in the order of their map, so give it ordered ones.
 */
public final class Json {
  private static final Gson GSON =
      new GsonBuilder()
          .serializeNulls()
          .disableHtmlEscaping()
          .registerTypeAdapter(Double.class, finite())
          .registerTypeAdapter(double.class, finite())
          .registerTypeAdapter(Float.class, finite())
          .registerTypeAdapter(float.class, finite())
          .create();

  private Json() {}

  private static JsonSerializer<Number> finite() {
    return (x, type, context) ->
        Double.isFinite(x.doubleValue()) ? new JsonPrimitive(x) : JsonNull.INSTANCE;
  }

  /** Maps, lists, arrays, records, strings, numbers, booleans and null as JSON text. */
  public static String of(Object value) {
    StringBuilder out = new StringBuilder();
    write(out, GSON.toJsonTree(value), "\n");
    return out.append('\n').toString();
  }

  private static void write(StringBuilder out, JsonElement element, String newline) {
    String inner = newline + "  ";
    String separator = inner;
    if (element.isJsonObject() && element.getAsJsonObject().size() > 0) {
      out.append('{');
      for (Map.Entry<String, JsonElement> entry : element.getAsJsonObject().entrySet()) {
        out.append(separator).append(GSON.toJson(entry.getKey())).append(": ");
        write(out, entry.getValue(), inner);
        separator = "," + inner;
      }
      out.append(newline).append('}');
    } else if (element.isJsonArray() && !flat(element.getAsJsonArray())) {
      out.append('[');
      for (JsonElement item : element.getAsJsonArray()) {
        out.append(separator);
        write(out, item, inner);
        separator = "," + inner;
      }
      out.append(newline).append(']');
    } else if (element.isJsonArray()) {
      out.append(
          StreamSupport.stream(element.getAsJsonArray().spliterator(), false)
              .map(GSON::toJson)
              .collect(Collectors.joining(", ", "[", "]")));
    } else {
      out.append(GSON.toJson(element));
    }
  }

  private static boolean flat(JsonArray array) {
    for (JsonElement item : array) {
      if (item.isJsonObject() || item.isJsonArray()) {
        return false;
      }
    }
    return true;
  }
}
