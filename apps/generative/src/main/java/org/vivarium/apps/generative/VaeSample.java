package org.vivarium.apps.generative;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.report.Picture;
import org.vivarium.report.RunFolder;

/** {@code vae sample}: pictures that nobody drew, from codes drawn at random. */
final class VaeSample {
  private static final String DEFAULT_OUT = "samples.png";

  static final Command COMMAND =
      new Command(
          "vae sample",
          "Draws pictures with a trained VAE, on one PNG.",
          "--run " + VaeTrain.DEFAULT_OUT + " --count 64 --out " + DEFAULT_OUT,
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'vae train'", VaeTrain.DEFAULT_OUT),
              Flags.option("count", "N", "how many pictures", 64),
              Flags.seed(1),
              Flags.option("out", "FILE", "the PNG, which is written over", DEFAULT_OUT)),
          VaeSample::run);

  private static final int MOST = 10_000;
  private static final int SIDE = 800; // pixels that a grid is enlarged to at most

  private VaeSample() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(VaeTrain.DEFAULT_OUT));
    int count = a.integer("count", 64, 1, MOST);
    long seed = a.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT)).toAbsolutePath();
    if (Files.isDirectory(out)) {
      throw new IllegalArgumentException("--out is the folder '" + out + "'; it must be a file");
    }
    try (Drawing drawing = Drawing.ofRun(run)) {
      Picture sheet = Grid.square(drawing.sample(count, seed)).picture();
      new RunFolder(out.getParent()).bytes(out.getFileName().toString(), enlarged(sheet).png());
    }
    System.out.printf("%d samples %s%n", count, out);
  }

  /** By a whole factor; a sheet that is larger stays as it is. */
  static Picture enlarged(Picture sheet) {
    return Math.max(sheet.height(), sheet.width()) < SIDE ? sheet.fit(SIDE) : sheet;
  }
}
