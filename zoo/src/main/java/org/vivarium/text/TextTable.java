package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How labelled texts lie in a file.
 *
 * @param text the column of the text: its name in the first row or, without such a row, its number
 *     from 1
 * @param label the column of the class, likewise
 */
public record TextTable(Format format, String text, String label) {
  /** What the lines are. */
  public enum Format {
    /** Cells between commas, RFC 4180. */
    CSV,
    /** Cells between tabs. */
    TSV,
    /** An object of JSON on each line; columns are its keys. */
    JSONL,
    /** A label, a space and the text; what follows a colon in the label is left out. */
    LABEL;

    /** Reads {@code csv}, {@code tsv}, {@code jsonl} or {@code label}. */
    public static Format of(String name) {
      for (Format format : values()) {
        if (format.toString().equals(name)) {
          return format;
        }
      }
      throw new IllegalArgumentException(
          "--format is '%s'; it must be one of %s".formatted(name, List.of(values())));
    }

    /** What the end of a file's name says. */
    public static Format ofFile(Path file) {
      String name = file.getFileName().toString().toLowerCase(Locale.ROOT).replace(".gz", "");
      if (name.endsWith(".tsv") || name.endsWith(".tab")) {
        return TSV;
      }
      if (name.endsWith(".jsonl") || name.endsWith(".ndjson") || name.endsWith(".json")) {
        return JSONL;
      }
      if (name.endsWith(".label")) {
        return LABEL;
      }
      if (name.endsWith(".csv")) {
        return CSV;
      }
      throw new IllegalArgumentException(
          "the name of '%s' does not say how texts lie in it: add --format %s"
              .formatted(file, List.of(values())));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The texts of a file with their labels, in its order. */
  public List<Labelled> read(Path file) throws IOException {
    List<Labelled> texts =
        switch (format) {
          case CSV -> rows(file, Csv.commas(file));
          case TSV -> rows(file, Csv.tabs(file));
          case JSONL -> objects(file);
          case LABEL -> labels(file);
        };
    if (texts.isEmpty()) {
      throw new IllegalArgumentException("'" + file + "' holds no texts");
    }
    return texts;
  }

  private List<Labelled> rows(Path file, List<Csv.Row> rows) {
    boolean numbered = text.matches("\\d+") && label.matches("\\d+");
    if (rows.isEmpty()) {
      return List.of();
    }
    List<String> header = rows.get(0).cells();
    int textAt = numbered ? Integer.parseInt(text) - 1 : column(file, header, text);
    int labelAt = numbered ? Integer.parseInt(label) - 1 : column(file, header, label);
    if (textAt < 0 || labelAt < 0) {
      throw new IllegalArgumentException("columns are counted from 1, there is no column 0");
    }
    List<Labelled> texts = new ArrayList<>();
    for (Csv.Row row : numbered ? rows : rows.subList(1, rows.size())) {
      int cells = row.cells().size();
      if (cells <= Math.max(textAt, labelAt) || (!numbered && cells != header.size())) {
        throw new IllegalArgumentException(
            "'%s' line %d has %d columns; %s"
                .formatted(
                    file,
                    row.line(),
                    cells,
                    numbered
                        ? "the text is to be in column " + text + " and the label in " + label
                        : "its first line names " + header.size() + ": " + header));
      }
      texts.add(labelled(file, row.line(), row.cells().get(textAt), row.cells().get(labelAt)));
    }
    return texts;
  }

  private static int column(Path file, List<String> header, String name) {
    int at = header.indexOf(name);
    if (at < 0) {
      throw new IllegalArgumentException(
          ("'%s' has no column '%s'; its first line names %s. Choose with --text-column and"
                  + " --label-column, or give both as numbers from 1 where there is no such line")
              .formatted(file, name, header));
    }
    return at;
  }

  private List<Labelled> objects(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Labelled> texts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (!lines.get(i).isBlank()) {
        JsonObject object = object(file, i + 1, lines.get(i));
        texts.add(
            labelled(
                file, i + 1, field(file, i + 1, object, text), field(file, i + 1, object, label)));
      }
    }
    return texts;
  }

  private static JsonObject object(Path file, int line, String json) {
    try {
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "'%s' line %d is no object of JSON".formatted(file, line), e);
    }
  }

  private static String field(Path file, int line, JsonObject object, String name) {
    JsonElement value = object.get(name);
    if (value == null || !value.isJsonPrimitive()) {
      throw new IllegalArgumentException(
          "'%s' line %d has no '%s'; it has %s. Choose with --text-column and --label-column"
              .formatted(file, line, name, object.keySet()));
    }
    return value.getAsString();
  }

  private static List<Labelled> labels(Path file) throws IOException {
    List<String> lines = TextFiles.lines(file);
    List<Labelled> texts = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.isBlank()) {
        int space = line.indexOf(' ');
        if (space < 1) {
          throw new IllegalArgumentException(
              "'%s' line %d is not a label, a space and a text".formatted(file, i + 1));
        }
        String label = line.substring(0, space);
        int colon = label.indexOf(':');
        texts.add(
            labelled(
                file,
                i + 1,
                line.substring(space + 1),
                colon > 0 ? label.substring(0, colon) : label));
      }
    }
    return texts;
  }

  private static Labelled labelled(Path file, int line, String text, String label) {
    if (text.isBlank() || label.isBlank()) {
      throw new IllegalArgumentException(
          "'%s' line %d has an empty %s".formatted(file, line, text.isBlank() ? "text" : "label"));
    }
    return new Labelled(text.strip(), label.strip());
  }
}
