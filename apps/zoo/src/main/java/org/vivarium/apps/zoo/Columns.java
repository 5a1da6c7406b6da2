package org.vivarium.apps.zoo;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table for the terminal. */
final class Columns {
  private static final String GAP = "  ";

  private Columns() {}

  /** The lines, the first one being the heads; the columns with these numbers are set right. */
  static String of(List<List<String>> lines, Integer... right) {
    Set<Integer> numbers = Set.of(right);
    int columns = lines.get(0).size();
    int[] widths =
        IntStream.range(0, columns)
            .map(c -> lines.stream().mapToInt(line -> line.get(c).length()).max().orElse(0))
            .toArray();
    StringBuilder table = new StringBuilder();
    for (List<String> line : lines) {
      String text =
          IntStream.range(0, columns)
              .mapToObj(c -> padded(line.get(c), widths[c], numbers.contains(c)))
              .collect(Collectors.joining(GAP));
      table.append(text.stripTrailing()).append(System.lineSeparator());
    }
    return table.toString();
  }

  private static String padded(String text, int width, boolean right) {
    String blank = " ".repeat(width - text.length());
    return right ? blank + text : text + blank;
  }
}
