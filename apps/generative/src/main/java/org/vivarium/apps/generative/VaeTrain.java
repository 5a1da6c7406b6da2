package org.vivarium.apps.generative;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.data.HeldOut;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;

/** {@code vae train}: from images to a run folder with a report, weights and a model to serve. */
final class VaeTrain {
  static final String DEFAULT_OUT = "runs/vae";
  private static final double HELD_OUT = .1;
  static final Command COMMAND =
      new Command(
          "vae train",
          "Trains a variational autoencoder, measures it on test images and writes a run folder.",
          "--data digits --epochs 10 --seed 1 --out " + DEFAULT_OUT,
          options(),
          VaeTrain::run);

  private VaeTrain() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(Config.OPTIONS);
    options.add(Flags.dataDir());
    options.add(Flags.out(DEFAULT_OUT));
    options.add(Flags.quiet());
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    Config config = Config.parse(a);
    boolean quiet = a.flag("quiet");
    ImageSet images =
        ImageSets.load(
            config.data(), a.path("data-dir").orElse(null), ImageSets.Options.DEFAULT.quiet(quiet));
    HeldOut data = HeldOut.of(images.first(config.limit()), HELD_OUT, config.seed());
    Score test = new Job(config, data, out, quiet).run();
    System.out.printf("test_elbo %.2f%nreport %s%n", test.elbo(), out.resolve("report.html"));
  }
}
