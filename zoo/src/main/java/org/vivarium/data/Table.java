package org.vivarium.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.vivarium.text.TextFiles;

/**
 * A table of numbers, perhaps with a label for each row, as CSV files hold them.
 *
 * @param columns the names of the columns of numbers
 * @param rows {@code [n][columns]}, all finite
 * @param labels one for each row, or none at all
 */
@SuppressWarnings("ArrayRecordComponent") // large: compared by nobody
public record Table(String name, List<String> columns, double[][] rows, List<String> labels) {
  public Table {
    columns = List.copyOf(columns);
    labels = List.copyOf(labels);
  }

  /**
   * Reads a file of numbers between commas, with a line of names on top or without: the first line
   * is one when none of its cells is a number.
   *
   * @param label the column of the labels, by its name or its number from 1; 'last' for the last
   * @throws IllegalArgumentException that names line and column of what is missing or no number
   */
  public static Table read(Path file, Optional<String> label) throws IOException {
    List<String> lines = TextFiles.lines(file);
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("'" + file + "' is empty; it must be a table of numbers");
    }
    String[] first = cells(lines.get(0));
    boolean named = Arrays.stream(first).noneMatch(Table::isNumber);
    List<String> names =
        named
            ? List.of(first)
            : IntStream.rangeClosed(1, first.length).mapToObj(i -> "column " + i).toList();
    int labelled = label.isEmpty() ? -1 : find(file, names, label.get());
    List<double[]> rows = new ArrayList<>();
    List<String> labels = new ArrayList<>();
    for (int i = named ? 1 : 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        try {
          String[] cells = cells(lines.get(i));
          rows.add(numbers(cells, names, labelled));
          if (labelled >= 0) {
            labels.add(cells[labelled]);
          }
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "'%s', line %d%s".formatted(file, i + 1, e.getMessage()), e);
        }
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("'" + file + "' has a line of names but no rows");
    }
    List<String> columns = new ArrayList<>(names);
    if (labelled >= 0) {
      columns.remove(labelled);
    }
    return new Table(file.getFileName().toString(), columns, rows.toArray(double[][]::new), labels);
  }

  /** Reads one column of such a file, by its name or its number from 1; 'last' for the last. */
  public static double[] column(Path file, String column) throws IOException {
    List<String> lines = TextFiles.lines(file);
    String[] first = cells(lines.isEmpty() ? "" : lines.get(0));
    boolean named = !isNumber(first[find(file, List.of(first), column)]);
    int at = find(file, List.of(first), column);
    double[] values = new double[lines.size()];
    int count = 0;
    for (int i = named ? 1 : 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        String[] cells = cells(lines.get(i));
        String name = named ? first[at] : "column " + (at + 1);
        try {
          values[count++] = number(at < cells.length ? cells[at] : "", name);
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              "'%s', line %d%s".formatted(file, i + 1, e.getMessage()), e);
        }
      }
    }
    return Arrays.copyOf(values, count);
  }

  private static int find(Path file, List<String> names, String label) {
    int at = label.equals("last") ? names.size() - 1 : names.indexOf(label);
    if (at < 0 && label.matches("\\d{1,6}") && Integer.parseInt(label) <= names.size()) {
      at = Integer.parseInt(label) - 1;
    }
    if (at < 0) {
      throw new IllegalArgumentException(
          "'%s' has no column '%s'; it has %s".formatted(file, label, String.join(", ", names)));
    }
    return at;
  }

  /**
   * The numbers of a line.
   *
   * @param without a column that is left out; -1 for none
   * @throws IllegalArgumentException whose message goes on from a place: {@code ", column 'x' …"}
   */
  public static double[] numbers(String[] cells, List<String> names, int without) {
    if (cells.length != names.size()) {
      throw new IllegalArgumentException(
          " has %d cells instead of %d".formatted(cells.length, names.size()));
    }
    double[] row = new double[names.size() - (without < 0 ? 0 : 1)];
    for (int c = 0, at = 0; c < cells.length; c++) {
      if (c != without) {
        row[at++] = number(cells[c], names.get(c));
      }
    }
    return row;
  }

  private static double number(String cell, String name) {
    if (cell.isEmpty()) {
      throw new IllegalArgumentException(", column '" + name + "' is empty");
    }
    double number;
    try {
      number = Double.parseDouble(cell);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          ", column '%s' is '%s' instead of a number".formatted(name, cell), e);
    }
    if (!Double.isFinite(number)) {
      throw new IllegalArgumentException(
          ", column '%s' is %s: leave the row out or put a finite number there"
              .formatted(name, cell));
    }
    return number;
  }

  /** The cells of a line, without the quotes and blanks around them. */
  public static String[] cells(String line) {
    String[] cells = line.split(",", -1);
    for (int i = 0; i < cells.length; i++) {
      String cell = cells[i].strip();
      boolean quoted =
          cell.length() > 1
              && (cell.charAt(0) == '"' || cell.charAt(0) == '\'')
              && cell.charAt(cell.length() - 1) == cell.charAt(0);
      cells[i] = quoted ? cell.substring(1, cell.length() - 1) : cell;
    }
    return cells;
  }

  private static boolean isNumber(String cell) {
    try {
      Double.parseDouble(cell);
      return true;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
