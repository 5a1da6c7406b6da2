package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vivarium.apps.generative.Grid;
import org.vivarium.apps.generative.PngFile;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;

/** {@code vae sample}: pictures that nobody drew, from codes drawn at random. */
public final class VaeSample {
  private static final String DEFAULT_OUT = "samples.png";

  public static final Command COMMAND =
      new Command(
          "vae sample",
          "Draws pictures with a trained VAE, on one PNG.",
          "--run " + VaeTrain.DEFAULT_OUT + " --count 64 --out " + DEFAULT_OUT,
          List.of(
              VaeTrain.runOption(),
              Flags.option("count", "N", "how many pictures", 64),
              Flags.seed(1),
              PngFile.option(DEFAULT_OUT)),
          VaeSample::run);

  private static final int MOST = 10_000;

  private VaeSample() {}

  private static void run(Arguments a) throws IOException {
    Path run = VaeTrain.runOf(a);
    int count = a.integer("count", 64, 1, MOST);
    long seed = a.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    PngFile out = PngFile.of(a, DEFAULT_OUT);
    try (Drawing drawing = Drawing.ofRun(run)) {
      out.write(Grid.square(drawing.sample(count, seed)).picture());
    }
    System.out.printf("%d samples %s%n", count, out.path());
  }
}
