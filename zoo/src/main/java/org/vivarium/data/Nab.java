package org.vivarium.data;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vivarium.text.TextFiles;

/**
 * The Numenta Anomaly Benchmark (Lavin and Ahmad, "Evaluating real-time anomaly detection
 * algorithms", 2015): series with the windows that anomalies lie in.
 */
public final class Nab {
  private static final String WINDOWS = "labels/combined_windows.json";

  private Nab() {}

  /**
   * One series.
   *
   * @param name folder and file
   * @param windows first and last place of each, in rising order
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  public record Series(String name, List<String> times, double[] values, List<int[]> windows) {
    public Series {
      times = List.copyOf(times);
      windows = List.copyOf(windows);
    }
  }

  /**
   * Reads the series that the file of windows names, as they lie in NAB's repository: {@code data}
   * and {@code labels} in one folder.
   */
  public static List<Series> read(Path folder) throws IOException {
    Path file = folder.resolve(WINDOWS);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is missing: clone https://github.com/numenta/NAB and give its folder as 'nab' in"
                  .formatted(file)
              + " --data-dir");
    }
    try {
      JsonObject all = JsonParser.parseString(TextFiles.read(file)).getAsJsonObject();
      List<Series> series = new ArrayList<>();
      for (Map.Entry<String, JsonElement> entry : all.entrySet()) {
        series.add(read(folder, entry.getKey(), entry.getValue().getAsJsonArray()));
      }
      return series;
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("'" + file + "' is no list of windows by series", e);
    }
  }

  private static Series read(Path folder, String name, JsonArray windows) throws IOException {
    Path file = folder.resolve("data").resolve(name);
    List<String> lines = TextFiles.lines(file);
    List<String> times = new ArrayList<>();
    double[] values = new double[lines.size() - 1];
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = Table.cells(lines.get(i));
      try {
        times.add(cells[0]);
        values[i - 1] =
            Table.numbers(new String[] {cells[cells.length - 1]}, List.of("value"), -1)[0];
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            "'%s', line %d%s".formatted(file, i + 1, e.getMessage()), e);
      }
    }
    Map<String, Integer> places =
        IntStream.range(0, times.size())
            .boxed()
            .collect(Collectors.toMap(times::get, i -> i, (first, again) -> first));
    List<int[]> found = new ArrayList<>();
    for (JsonElement window : windows) {
      found.add(
          new int[] {
            place(file, places, window.getAsJsonArray().get(0).getAsString()),
            place(file, places, window.getAsJsonArray().get(1).getAsString())
          });
    }
    return new Series(name, times, values, found);
  }

  private static int place(Path file, Map<String, Integer> places, String time) {
    Integer place = places.get(time.replaceFirst("\\.0+$", ""));
    if (place == null) {
      throw new IllegalArgumentException(
          "'%s' has no line for %s, where a window begins or ends".formatted(file, time));
    }
    return place;
  }
}
