package org.vivarium.series;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Makes a series of rows, as a {@link Repair} allows. */
final class Repairing {
  private static final int SHOWN = 3; // of the rows that something is wrong with
  private static final long MOST_FILLED = 10_000_000;

  /**
   * A row of a file.
   *
   * @param line where it stands, from 1; 0 for a row that was put in
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Row(int line, LocalDateTime time, double[] values) {}

  private final Path file;
  private final Repair repair;
  private final List<String> notes = new ArrayList<>();

  Repairing(Path file, Repair repair) {
    this.file = file;
    this.repair = repair;
  }

  SeriesFile.Read run(List<String> columns, List<Row> rows) {
    List<Row> whole = complete(columns, regular(once(sorted(rows))));
    Series series =
        new Series(
            file.getFileName().toString(),
            columns,
            whole.stream().map(Row::time).toList(),
            whole.stream().map(Row::values).toArray(double[][]::new));
    return new SeriesFile.Read(series, notes);
  }

  private List<Row> sorted(List<Row> rows) {
    List<Row> early = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i).time.isBefore(rows.get(i - 1).time)) {
        early.add(rows.get(i));
      }
    }
    if (early.isEmpty()) {
      return rows;
    }
    found(
        repair.order() == Repair.Order.FAIL,
        "times that lie before the row above",
        early,
        "--order sort puts them in order",
        "sorted by time");
    return rows.stream().sorted(Comparator.comparing(Row::time)).toList();
  }

  private List<Row> once(List<Row> rows) {
    List<List<Row>> groups = new ArrayList<>();
    List<Row> again = new ArrayList<>();
    for (Row row : rows) {
      List<Row> last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      if (last != null && last.get(0).time.equals(row.time)) {
        last.add(row);
        again.add(row);
      } else {
        groups.add(new ArrayList<>(List.of(row)));
      }
    }
    if (again.isEmpty()) {
      return rows;
    }
    found(
        repair.doubled() == Repair.Doubled.FAIL,
        "times that were there before",
        again,
        "--doubled first, last or mean makes one row of each time",
        switch (repair.doubled()) {
          case FIRST -> "the first of them kept";
          case LAST -> "the last of them kept";
          default -> "their mean taken";
        });
    return groups.stream().map(this::one).toList();
  }

  private Row one(List<Row> group) {
    if (repair.doubled() == Repair.Doubled.FIRST || group.size() == 1) {
      return group.get(0);
    }
    Row last = group.get(group.size() - 1);
    if (repair.doubled() == Repair.Doubled.LAST) {
      return last;
    }
    double[] mean = new double[last.values.length];
    Arrays.setAll(
        mean,
        c ->
            group.stream()
                .mapToDouble(row -> row.values[c])
                .filter(x -> !Double.isNaN(x))
                .average()
                .orElse(Double.NaN));
    return new Row(last.line, last.time, mean);
  }

  private List<Row> regular(List<Row> rows) {
    if (repair.gaps() == Repair.Gaps.IGNORE || rows.size() < 3) {
      return rows;
    }
    Spacing spacing = Spacing.of(rows.stream().map(Row::time).toList());
    List<Row> late = new ArrayList<>();
    for (int i = 1; i < rows.size(); i++) {
      if (!spacing.after(rows.get(i - 1).time, 1).equals(rows.get(i).time)) {
        late.add(rows.get(i));
      }
    }
    if (late.isEmpty()) {
      return rows;
    }
    found(
        repair.gaps() == Repair.Gaps.FAIL,
        "times that are not " + spacing + " after the row above",
        late,
        "--gaps fill puts rows of missing values in, --gaps ignore takes the rows as they follow each other",
        "gaps filled");
    return filled(rows, spacing);
  }

  private List<Row> filled(List<Row> rows, Spacing spacing) {
    List<Row> all = new ArrayList<>(List.of(rows.get(0)));
    int columns = rows.get(0).values.length;
    for (Row row : rows.subList(1, rows.size())) {
      Row last = all.get(all.size() - 1);
      long steps = spacing.between(last.time, row.time);
      if (steps < 1 || !spacing.after(last.time, steps).equals(row.time)) {
        throw new IllegalArgumentException(
            "'%s' line %d: %s is no whole number of steps of %s after the row above, so the gap cannot be filled: --gaps ignore takes the rows as they are"
                .formatted(file, row.line, row.time, spacing));
      }
      if (all.size() + steps > MOST_FILLED) {
        throw new IllegalArgumentException(
            "'%s' line %d: the gap before %s would take %d rows of %s to fill; is the time right?"
                .formatted(file, row.line, row.time, steps, spacing));
      }
      for (int k = 1; k < steps; k++) {
        double[] none = new double[columns];
        Arrays.fill(none, Double.NaN);
        all.add(new Row(0, spacing.after(last.time, k), none));
      }
      all.add(row);
    }
    return all;
  }

  private List<Row> complete(List<String> columns, List<Row> rows) {
    List<Row> lacking =
        rows.stream().filter(r -> Arrays.stream(r.values).anyMatch(Double::isNaN)).toList();
    if (lacking.isEmpty()) {
      return rows;
    }
    found(
        repair.missing() == Repair.Missing.FAIL,
        "rows with missing values",
        lacking,
        "--missing linear or forward fills them, drop leaves the rows out",
        switch (repair.missing()) {
          case DROP -> "left out";
          case FORWARD -> "filled with the value before";
          default -> "filled along straight lines";
        });
    if (repair.missing() == Repair.Missing.DROP) {
      List<Row> kept = rows.stream().filter(r -> !lacking.contains(r)).toList();
      check(!kept.isEmpty(), "every row lacks a value");
      return kept;
    }
    double[][] values = rows.stream().map(r -> r.values.clone()).toArray(double[][]::new);
    for (int c = 0; c < columns.size(); c++) {
      fill(values, c, columns.get(c));
    }
    List<Row> full = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      full.add(new Row(rows.get(i).line, rows.get(i).time, values[i]));
    }
    return full;
  }

  private void fill(double[][] values, int c, String column) {
    int before = -1;
    for (int i = 0; i <= values.length; i++) {
      if (i < values.length && Double.isNaN(values[i][c])) {
        continue;
      }
      check(before >= 0 || i < values.length, "column '" + column + "' has no value at all");
      for (int k = before + 1; k < i; k++) {
        if (before < 0) {
          values[k][c] = values[i][c];
        } else if (i == values.length || repair.missing() == Repair.Missing.FORWARD) {
          values[k][c] = values[before][c];
        } else {
          double share = (double) (k - before) / (i - before);
          values[k][c] = (1 - share) * values[before][c] + share * values[i][c];
        }
      }
      before = i;
    }
  }

  private void check(boolean good, String what) {
    if (!good) {
      throw new IllegalArgumentException("'" + file + "': " + what);
    }
  }

  /** Refuses, or notes what was done. */
  private void found(boolean fails, String what, List<Row> rows, String remedy, String done) {
    String where =
        rows.stream()
            .limit(SHOWN)
            .map(row -> (row.line > 0 ? "line " + row.line + " " : "") + "(" + row.time + ")")
            .collect(Collectors.joining(", "));
    String more = rows.size() > SHOWN ? " and %d more".formatted(rows.size() - SHOWN) : "";
    String sentence = "'%s' has %s: %s%s".formatted(file, what, where, more);
    if (fails) {
      throw new IllegalArgumentException(sentence + "; " + remedy);
    }
    notes.add(sentence + "; " + done);
  }
}
