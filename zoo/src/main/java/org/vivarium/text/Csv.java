package org.vivarium.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables of text as RFC 4180 has them: a cell in double quotes may hold separators, line ends and,
 * doubled, quotes. Tabs separate cells likewise, but quotes are letters there, as in most files of
 * that kind.
 */
public final class Csv {
  private static final char QUOTE = '"';

  /**
   * A row of a table.
   *
   * @param line where it begins in the file, counted from 1
   */
  public record Row(int line, List<String> cells) {
    public Row {
      cells = List.copyOf(cells);
    }
  }

  private final Path file;
  private final List<String> lines;
  private int at; // the line that is read

  private Csv(Path file) throws IOException {
    this.file = file;
    this.lines = TextFiles.lines(file);
  }

  /** The rows of a comma-separated file; empty lines are none. */
  public static List<Row> commas(Path file) throws IOException {
    Csv csv = new Csv(file);
    List<Row> rows = new ArrayList<>();
    for (; csv.at < csv.lines.size(); csv.at++) {
      if (!csv.lines.get(csv.at).isEmpty()) {
        int line = csv.at + 1;
        rows.add(new Row(line, csv.cells()));
      }
    }
    return rows;
  }

  /** The rows of a tab-separated file; empty lines are none. */
  public static List<Row> tabs(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isEmpty()) {
        rows.add(new Row(i + 1, List.of(lines.get(i).split("\t", -1))));
      }
    }
    return rows;
  }

  /** The cells from this line on; a quoted one may lead into the next lines. */
  private List<String> cells() {
    List<String> cells = new ArrayList<>();
    int column = 0;
    while (true) {
      String line = lines.get(at);
      if (column < line.length() && line.charAt(column) == QUOTE) {
        StringBuilder cell = new StringBuilder();
        column = quoted(column + 1, cell);
        line = lines.get(at);
        cells.add(cell.toString());
      } else {
        int end = line.indexOf(',', column);
        end = end < 0 ? line.length() : end;
        cells.add(plain(line.substring(column, end)));
        column = end;
      }
      if (column == line.length()) {
        return cells;
      }
      if (line.charAt(column) != ',') {
        throw wrong(at, "has '%s' behind a closing quote".formatted(line.charAt(column)));
      }
      column++;
    }
  }

  private String plain(String cell) {
    if (cell.indexOf(QUOTE) >= 0) {
      throw wrong(
          at, "has a quote within a cell that does not begin with one: quote it, doubled quotes");
    }
    return cell;
  }

  /** Reads a cell up to its closing quote and gives the column behind that. */
  private int quoted(int column, StringBuilder cell) {
    int opened = at;
    while (true) {
      String line = lines.get(at);
      int end = line.indexOf(QUOTE, column);
      if (end < 0) {
        cell.append(line, column, line.length()).append('\n');
        column = 0;
        if (++at == lines.size()) {
          throw wrong(opened, "opens a quote that is never closed");
        }
        continue;
      }
      cell.append(line, column, end);
      if (end + 1 == line.length() || line.charAt(end + 1) != QUOTE) {
        return end + 1;
      }
      cell.append(QUOTE);
      column = end + 2;
    }
  }

  private IllegalArgumentException wrong(int line, String what) {
    return new IllegalArgumentException("'%s' line %d %s".formatted(file, line + 1, what));
  }
}
