package org.vivarium.apps.nlp.classify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.kernel.Precision;

/** {@code predict}: says what classes texts are of. */
public final class Predict {
  public static final Command COMMAND =
      new Command(
          "predict",
          "Says what texts are: a line for each, the likeliest classes first.",
          "[TEXT...]",
          "--run " + Train.DEFAULT_OUT + " --why",
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'train'", Train.DEFAULT_OUT),
              Flags.option("top", "N", "classes to name", 3),
              Flags.flag("why", "also how much each word speaks for the answer"),
              Flags.precision("float32"),
              Flags.quiet()),
          Predict::run);

  private Predict() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(Train.DEFAULT_OUT));
    int top = a.integer("top", 3, 1, 1000);
    Precision precision = Precision.of(a.text("precision").orElse("float32"));
    try (Finished finished = Finished.open(run, precision);
        Explain explain = finished.explain()) {
      List<String> texts = a.operands().isEmpty() ? lines() : a.operands();
      check(texts);
      Vocabulary.Encoded encoded = finished.vocabulary().encode(texts);
      if (encoded.cut() > 0) {
        Note.of(
            a.flag("quiet"),
            "%d texts are longer than the %d tokens that the network reads and were cut",
            encoded.cut(),
            finished.network().longest());
      }
      float[][] probabilities = finished.serving().probabilities(encoded.tokens());
      for (int i = 0; i < probabilities.length; i++) {
        System.out.println(line(probabilities[i], finished.network().classes(), top));
        if (a.flag("why")) {
          System.out.println("  " + why(explain.of(texts.get(i))));
        }
      }
    }
  }

  /** The lines of standard input. */
  private static List<String> lines() throws IOException {
    List<String> lines = new ArrayList<>();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (!line.isBlank()) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static void check(List<String> texts) {
    if (texts.isEmpty() || texts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "there is nothing to classify: give texts in quotes, or lines on standard input");
    }
  }

  private static String line(float[] probabilities, List<String> classes, int top) {
    StringJoiner line = new StringJoiner(", ");
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted((i, j) -> Float.compare(probabilities[j], probabilities[i]))
        .limit(top)
        .forEach(
            i ->
                line.add(
                    String.format(
                        Locale.ROOT, "%s %.1f %%", classes.get(i), 100 * probabilities[i])));
    return line.toString();
  }

  private static String why(Explain.Reason reason) {
    StringJoiner words = new StringJoiner(" ");
    for (int i = 0; i < reason.occlusion().length; i++) {
      words.add("%s[%+.2f]".formatted(reason.tokens().get(i), reason.occlusion()[i]));
    }
    return words.toString();
  }
}
