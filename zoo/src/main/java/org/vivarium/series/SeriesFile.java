package org.vivarium.series;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.vivarium.text.Csv;

/**
 * How a comma-separated file with a line of names is read as a series.
 *
 * @param time the column of the times; the first one, if empty
 * @param columns of the values; all others, if empty
 * @param format a pattern of {@code DateTimeFormatter}; found out, if empty
 * @param where rows are left out in which these columns hold something else
 */
public record SeriesFile(
    Optional<String> time,
    List<String> columns,
    Optional<String> format,
    Map<String, String> where,
    Repair repair) {
  private static final Set<String> NOTHING = Set.of("", "na", "n/a", "nan", "null", "none", "?");

  /** What was read, and what had to be done to it, in sentences. */
  public record Read(Series series, List<String> notes) {
    public Read {
      notes = List.copyOf(notes);
    }
  }

  public SeriesFile {
    columns = List.copyOf(columns);
    where = Map.copyOf(where);
  }

  /** The first column is the time, all others are values, and nothing is repaired. */
  public static SeriesFile plain() {
    return new SeriesFile(Optional.empty(), List.of(), Optional.empty(), Map.of(), Repair.NONE);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException that names the rows of what is no series and what would help
   */
  public Read read(Path file) throws IOException {
    List<Csv.Row> rows = new ArrayList<>(Csv.commas(file));
    if (rows.size() < 2) {
      throw new IllegalArgumentException(
          "'%s' has %d lines; it must have one of names and then one for each time"
              .formatted(file, rows.size()));
    }
    List<String> names = rows.remove(0).cells().stream().map(String::strip).toList();
    for (Csv.Row row : rows) {
      if (row.cells().size() != names.size()) {
        throw new IllegalArgumentException(
            "'%s' line %d has %d cells instead of %d"
                .formatted(file, row.line(), row.cells().size(), names.size()));
      }
    }
    where.forEach(
        (column, word) -> {
          int at = find(file, names, column);
          rows.removeIf(row -> !row.cells().get(at).strip().equals(word));
        });
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("'%s' has no rows where %s".formatted(file, where));
    }
    int at = time.map(t -> find(file, names, t)).orElse(0);
    List<String> chosen =
        columns.isEmpty()
            ? names.stream().filter(n -> !n.equals(names.get(at)) && !where.containsKey(n)).toList()
            : columns;
    int[] places = chosen.stream().mapToInt(c -> find(file, names, c)).toArray();
    if (places.length == 0) {
      throw new IllegalArgumentException(
          "'%s' has a column of times but none of values".formatted(file));
    }
    List<LocalDateTime> times = times(file, names.get(at), at, rows);
    List<Repairing.Row> read = new ArrayList<>(rows.size());
    for (int i = 0; i < rows.size(); i++) {
      read.add(
          new Repairing.Row(
              rows.get(i).line(), times.get(i), values(file, names, places, rows.get(i))));
    }
    return new Repairing(file, repair).run(chosen, read);
  }

  private static int find(Path file, List<String> names, String column) {
    int at = names.indexOf(column);
    if (at < 0) {
      throw new IllegalArgumentException(
          "'%s' has no column '%s'; it has %s".formatted(file, column, String.join(", ", names)));
    }
    return at;
  }

  private List<LocalDateTime> times(Path file, String name, int at, List<Csv.Row> rows) {
    try {
      return TimeFormat.read(rows.stream().map(row -> row.cells().get(at)).toList(), format);
    } catch (TimeFormat.Unreadable e) {
      Csv.Row row = rows.get(e.place);
      throw new IllegalArgumentException(
          "'%s' line %d, column '%s' is '%s', which is no time%s: name the column with --time, or how times are written with --time-format"
              .formatted(
                  file,
                  row.line(),
                  name,
                  row.cells().get(at),
                  format.map(f -> " like " + f).orElse(e.place > 0 ? " like those before it" : "")),
          e);
    }
  }

  private static double[] values(Path file, List<String> names, int[] places, Csv.Row row) {
    return IntStream.of(places)
        .mapToDouble(c -> value(file, names.get(c), row, row.cells().get(c).strip()))
        .toArray();
  }

  private static double value(Path file, String name, Csv.Row row, String cell) {
    if (NOTHING.contains(cell.toLowerCase(Locale.ROOT))) {
      return Double.NaN;
    }
    try {
      double value = Double.parseDouble(cell);
      if (Double.isFinite(value)) {
        return value;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new IllegalArgumentException(
        "'%s' line %d, column '%s' is '%s' instead of a number"
            .formatted(file, row.line(), name, cell));
  }
}
