package org.vivarium.apps.nlp.classify;

import java.nio.file.Path;
import java.util.Optional;
import org.vivarium.text.TextSets;
import org.vivarium.text.TextTable;

/** How files of a person's own are read. */
final class Reading {
  private Reading() {}

  /**
   * The columns and the format, where they are needed.
   *
   * @param test a file to test on; "" for none
   */
  static TextSets.Options of(Config.Table table, String test, String data, int seed) {
    if (!data.startsWith(TextSets.FILE)) {
      if (!test.isEmpty()) {
        throw new IllegalArgumentException(
            "--test-file goes with --data %sPATH; '%s' has a part to test on"
                .formatted(TextSets.FILE, data));
      }
      return TextSets.Options.seeded(seed);
    }
    Path file = Path.of(data.substring(TextSets.FILE.length()));
    TextTable.Format format =
        table.format().isEmpty()
            ? TextTable.Format.ofFile(file)
            : TextTable.Format.of(table.format());
    return new TextSets.Options(
        Optional.of(new TextTable(format, table.text(), table.label())),
        test.isEmpty() ? Optional.empty() : Optional.of(Path.of(test)),
        seed);
  }
}
