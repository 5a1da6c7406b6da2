package org.vivarium.apps.nlp.translate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;

/** {@code translate run}: translates texts, or else the lines of standard input. */
public final class TranslateRun {
  private static final int AT_ONCE = 64; // lines of standard input
  private static final int WIDEST = 100;

  public static final Command COMMAND =
      new Command(
          "translate run",
          "Translates texts, or lines of standard input where no text is given: a line for each.",
          "[TEXT...]",
          "--run " + TranslateTrain.DEFAULT_OUT + " --beam 5",
          List.of(run(), beam(5), penalty(), Flags.quiet()),
          TranslateRun::run);

  private TranslateRun() {}

  static Option run() {
    return Flags.option(
        "run", "FOLDER", "a run folder of 'translate train'", TranslateTrain.DEFAULT_OUT);
  }

  static Option beam(int fallback) {
    return Flags.option(
        "beam", "N", "texts beside each other in the search; 1 is greedy", fallback);
  }

  static Option penalty() {
    return Flags.option(
        "length-penalty",
        "A",
        "texts are compared by log p / ((5 + length) / 6)^A; more for longer ones",
        Job.PENALTY);
  }

  static int beam(Arguments a, int fallback) {
    return a.integer("beam", fallback, 1, WIDEST);
  }

  static double penalty(Arguments a) {
    return a.number("length-penalty", Job.PENALTY, 0, 10);
  }

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(TranslateTrain.DEFAULT_OUT));
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    try (Interpreter interpreter = Interpreter.ofRun(run);
        Search search = interpreter.search(beam(a, Job.BEAM), penalty(a))) {
      if (!a.operands().isEmpty()) {
        interpreter.translate(search, a.operands(), a.flag("quiet")).forEach(out::println);
        return;
      }
      // whose stream it is: not ours to close
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      List<String> some = new ArrayList<>();
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        some.add(line);
        if (some.size() == AT_ONCE || !in.ready()) { // a person at the keyboard need not wait
          interpreter.translate(search, some, a.flag("quiet")).forEach(out::println);
          some.clear();
        }
      }
    }
  }
}
