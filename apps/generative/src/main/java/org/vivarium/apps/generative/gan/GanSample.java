package org.vivarium.apps.generative.gan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vivarium.apps.generative.Grid;
import org.vivarium.apps.generative.PngFile;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;

/** {@code gan sample}: pictures that nobody drew. */
public final class GanSample {
  private static final String DEFAULT_OUT = "samples.png";

  public static final Command COMMAND =
      new Command(
          "gan sample",
          "Draws pictures with a trained generator, on one PNG.",
          "--run " + GanTrain.DEFAULT_OUT + " --count 64 --out " + DEFAULT_OUT,
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'gan train'", GanTrain.DEFAULT_OUT),
              Flags.option("count", "N", "how many pictures", 64),
              Flags.option(
                  "class", "NAME", "what to draw, for a generator that is told", "all in turn"),
              Flags.seed(1),
              PngFile.option(DEFAULT_OUT)),
          GanSample::run);

  private static final int MOST = 10_000;

  private GanSample() {}

  private static void run(Arguments a) throws IOException {
    int count = a.integer("count", 64, 1, MOST);
    long seed = a.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    PngFile out = PngFile.of(a, DEFAULT_OUT);
    try (Painter painter = Painter.ofRun(a.path("run").orElse(Path.of(GanTrain.DEFAULT_OUT)))) {
      int[] labels = labels(painter, count, a.text("class"));
      out.write(Grid.square(painter.paint(painter.noise(count, seed), labels)).picture());
    }
    System.out.printf("%d samples %s%n", count, out.path());
  }

  private static int[] labels(Painter painter, int count, Optional<String> name) {
    int[] labels = painter.turns(count);
    if (name.isPresent()) {
      List<String> classes = painter.network().classes();
      int label = classes.indexOf(name.get());
      if (label < 0) {
        throw new IllegalArgumentException(
            classes.isEmpty()
                ? "this generator is not told what to draw: leave out --class, or train with --model cdcgan"
                : "--class is '%s'; there are %s".formatted(name.get(), classes));
      }
      Arrays.fill(labels, label);
    }
    return labels;
  }
}
