package org.vivarium.apps.nlp.tokenizer;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.text.Encoder;

/** {@code tokenizer decode}: the text of ids. */
public final class TokenizerDecode {
  public static final Command COMMAND =
      new Command(
          "tokenizer decode",
          "Prints the text of ids; without one, of each line of the input.",
          "[ID...]",
          "--tokenizer " + TokenizerTrain.DEFAULT_OUT + " 12 7 40",
          List.of(Lines.tokenizerOption()),
          TokenizerDecode::run);

  private TokenizerDecode() {}

  private static void run(Arguments a) throws IOException {
    try (Encoder encoder = Encoder.open(Lines.tokenizer(a));
        PrintStream out = Lines.out()) {
      List<String> lines = new ArrayList<>();
      if (a.operands().isEmpty()) {
        lines.addAll(Lines.of(a));
      } else {
        lines.add(String.join(" ", a.operands()));
      }
      for (String line : lines) {
        int[] ids =
            Arrays.stream(line.trim().split("[\\s,]+", -1))
                .filter(word -> !word.isEmpty())
                .mapToInt(word -> id(word, encoder.size()))
                .toArray();
        out.println(encoder.decode(ids));
      }
    }
  }

  private static int id(String word, int size) {
    if (word.matches("\\d{1,9}") && Integer.parseInt(word) < size) {
      return Integer.parseInt(word);
    }
    throw new IllegalArgumentException(
        "'%s' is no id of a token; they are from 0 to %d".formatted(word, size - 1));
  }
}
