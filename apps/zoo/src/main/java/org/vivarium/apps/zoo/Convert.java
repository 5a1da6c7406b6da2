package org.vivarium.apps.zoo;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.weights.WeightFiles;

/** {@code convert}: weights of any format that is read, as one safetensors file. */
final class Convert {
  static final Command COMMAND =
      new Command(
          "convert",
          "Writes weights of PyTorch, Keras, TensorFlow or safetensors in shards as one file.",
          "IN OUT",
          "model.pt model.safetensors",
          List.of(Flags.quiet()),
          Convert::run);

  private static final String EXTENSION = ".safetensors";

  private Convert() {}

  private static void run(Arguments a) throws IOException {
    if (a.operands().size() != 2) {
      throw new IllegalArgumentException(
          "'convert' takes a file to read and one to write, not " + a.operands());
    }
    Path in = Path.of(a.operands().get(0));
    Path out = Path.of(a.operands().get(1));
    if (!out.toString().endsWith(EXTENSION)) {
      throw new IllegalArgumentException(
          "'%s' does not end in %s, the one format that is written".formatted(out, EXTENSION));
    }
    boolean quiet = a.flag("quiet");
    WeightFiles.convert(
        in,
        out,
        line -> {
          if (!quiet) {
            System.out.println(line);
          }
        });
  }
}
