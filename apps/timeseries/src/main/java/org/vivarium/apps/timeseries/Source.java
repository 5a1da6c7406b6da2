package org.vivarium.apps.timeseries;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.series.Repair;
import org.vivarium.series.SeriesFile;
import org.vivarium.series.SeriesSets;

/**
 * Which series is looked at, and how a file of it is read: the options that every verb over series
 * takes.
 *
 * @param columns of the values; all, if empty
 */
public record Source(
    String data,
    Optional<String> time,
    List<String> columns,
    Optional<String> format,
    Map<String, String> where,
    Repair repair) {
  public static final List<Option> OPTIONS =
      List.of(
          Flags.data(
              SeriesSets.WAVES, String.join(", ", SeriesSets.names()) + " or a file.csv of yours"),
          Flags.option("time", "COLUMN", "of a file, the column of the times", "the first one"),
          Flags.option(
              "columns", "NAMES", "the columns of values, between commas", "all but the time"),
          Flags.option(
              "time-format", "PATTERN", "how times are written, such as dd.MM.yyyy", "found out"),
          Flags.option("where", "COLUMN=WORD", "of a file, only the rows with this word"),
          Flags.option("order", "HOW", "times that do not rise: fail or sort", "fail"),
          Flags.option("doubled", "HOW", "doubled times: fail, first, last or mean", "fail"),
          Flags.option("gaps", "HOW", "gaps between times: fail, fill or ignore", "fail"),
          Flags.option("missing", "HOW", "missing values: fail, linear, forward or drop", "fail"));

  public Source {
    columns = List.copyOf(columns);
    where = Map.copyOf(where);
  }

  public static Source parse(Arguments a) {
    List<String> columns =
        a.text("columns")
            .map(t -> Arrays.stream(t.split(",", -1)).map(String::strip).toList())
            .orElse(List.of());
    Map<String, String> where = new LinkedHashMap<>();
    a.text("where")
        .ifPresent(
            text -> {
              String[] sides = text.split("=", 2);
              if (sides.length < 2 || sides[0].isBlank()) {
                throw new IllegalArgumentException(
                    "--where is '%s'; it must be COLUMN=WORD".formatted(text));
              }
              where.put(sides[0].strip(), sides[1].strip());
            });
    Repair repair =
        new Repair(
            choice(a, "order", Repair.Order.FAIL),
            choice(a, "doubled", Repair.Doubled.FAIL),
            choice(a, "gaps", Repair.Gaps.FAIL),
            choice(a, "missing", Repair.Missing.FAIL));
    return new Source(
        a.text("data").orElse(SeriesSets.WAVES),
        a.text("time"),
        columns,
        a.text("time-format"),
        where,
        repair);
  }

  private static <E extends Enum<E>> E choice(Arguments a, String name, E fallback) {
    E[] all = fallback.getDeclaringClass().getEnumConstants();
    String typed = a.choice(name, fallback.name().toLowerCase(Locale.ROOT), Repair.names(all));
    return Enum.valueOf(fallback.getDeclaringClass(), typed.toUpperCase(Locale.ROOT));
  }

  /** Reads the series; what had to be done to it is told. */
  public SeriesSets.Loaded load(Path dataDir, long seed, boolean quiet) throws IOException {
    SeriesFile reading = new SeriesFile(time, columns, format, where, repair);
    SeriesSets.Loaded loaded = SeriesSets.load(data, reading, dataDir, seed, quiet);
    loaded.notes().forEach(note -> Note.of(quiet, "%s", note));
    return columns.isEmpty() ? loaded : loaded.with(loaded.series().select(columns));
  }

  /** What is not as it is when nothing is said, by option. */
  public Map<String, String> options() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("data", data);
    time.ifPresent(t -> map.put("time", t));
    if (!columns.isEmpty()) {
      map.put("columns", String.join(",", columns));
    }
    format.ifPresent(f -> map.put("time-format", f));
    where.forEach((column, word) -> map.put("where", column + "=" + word));
    put(map, "order", repair.order(), Repair.NONE.order());
    put(map, "doubled", repair.doubled(), Repair.NONE.doubled());
    put(map, "gaps", repair.gaps(), Repair.NONE.gaps());
    put(map, "missing", repair.missing(), Repair.NONE.missing());
    return map;
  }

  private static void put(Map<String, String> map, String name, Enum<?> value, Enum<?> usual) {
    if (!value.equals(usual)) {
      map.put(name, value.name().toLowerCase(Locale.ROOT));
    }
  }

  /** These options and others. */
  public static List<Option> with(List<Option> more) {
    List<Option> all = new ArrayList<>(OPTIONS);
    all.addAll(more);
    return all;
  }
}
