package org.vivarium.apps.nlp.tokenizer;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.text.Encoder;

/** {@code tokenizer encode}: the tokens of texts. */
public final class TokenizerEncode {
  public static final Command COMMAND =
      new Command(
          "tokenizer encode",
          "Prints the tokens of texts and their ids; without a text, of the lines of the input.",
          "[TEXT...]",
          "--tokenizer " + TokenizerTrain.DEFAULT_OUT + " hello",
          List.of(
              Lines.tokenizerOption(),
              Flags.flag("ids", "print ids only, as 'tokenizer decode' reads them")),
          TokenizerEncode::run);

  private TokenizerEncode() {}

  private static void run(Arguments a) throws IOException {
    try (Encoder encoder = Encoder.open(Lines.tokenizer(a));
        PrintStream out = Lines.out()) {
      for (String text : Lines.of(a)) {
        String ids =
            Arrays.stream(encoder.encode(text))
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
        if (a.flag("ids")) {
          out.println(ids);
        } else {
          out.println("tokens " + String.join(" ", encoder.tokens(text)));
          out.println("ids    " + ids);
        }
      }
    }
  }
}
