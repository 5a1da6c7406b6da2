package org.vivarium.apps.anomaly;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.data.Table;

/**
 * Makes rows of lines: numbers between commas, a JSON array of them, or a JSON object with a number
 * for each column. For a series a line is one value, the last of the line, and rows are the latest
 * values.
 */
final class LineReader {
  private static final double[] NOTHING = {};

  private final List<String> names;
  private final int window;
  private final double[] latest;
  private long seen; // values of a series
  private boolean first = true;

  LineReader(Store.About about) {
    this.window = about.window();
    this.latest = new double[window];
    int columns = about.shape().get(0) * about.shape().get(1) * about.shape().get(2);
    this.names =
        window > 0
            ? List.of("value")
            : about.columns().isEmpty()
                ? IntStream.rangeClosed(1, columns).mapToObj(i -> "pixel " + i).toList()
                : about.columns();
  }

  /**
   * The row that a line completes; an empty one where it completes none.
   *
   * @throws IllegalArgumentException whose message goes on from the line's number
   */
  double[] row(String line) {
    String text = line.strip();
    if (text.isEmpty()) {
      return NOTHING;
    }
    boolean top = first;
    first = false;
    if (top && isHeader(text)) {
      return NOTHING;
    }
    double[] row = text.startsWith("{") || text.startsWith("[") ? json(text) : csv(text);
    return window > 0 ? push(row[0]) : row;
  }

  private boolean isHeader(String text) {
    String[] cells = Table.cells(text);
    return window > 0
        ? cells[cells.length - 1].equals("value")
        : Arrays.asList(cells).equals(names);
  }

  private double[] csv(String text) {
    String[] cells = Table.cells(text);
    return Table.numbers(window > 0 ? new String[] {cells[cells.length - 1]} : cells, names, -1);
  }

  private double[] json(String text) {
    JsonElement element;
    try {
      element = JsonParser.parseString(text);
    } catch (JsonParseException e) {
      throw new IllegalArgumentException("is no JSON", e);
    }
    if (element.isJsonArray()) {
      JsonArray array = element.getAsJsonArray();
      String[] cells = new String[array.size()];
      Arrays.setAll(cells, i -> cell(array.get(i)));
      return Table.numbers(cells, names, -1);
    }
    JsonObject object = element.getAsJsonObject();
    String[] cells = new String[names.size()];
    for (int i = 0; i < cells.length; i++) {
      JsonElement value = object.get(names.get(i));
      if (value == null) {
        throw new IllegalArgumentException("has no '" + names.get(i) + "'");
      }
      cells[i] = cell(value);
    }
    return Table.numbers(cells, names, -1);
  }

  private static String cell(JsonElement value) {
    return value.isJsonPrimitive() ? value.getAsString() : value.toString();
  }

  private double[] push(double value) {
    System.arraycopy(latest, 1, latest, 0, window - 1);
    latest[window - 1] = value;
    return ++seen < window ? NOTHING : latest.clone();
  }
}
