package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.data.HeldOut;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;

/** {@code vae train}: from images to a run folder with a report, weights and a model to serve. */
public final class VaeTrain {
  static final String DEFAULT_OUT = "runs/vae";

  private static final double HELD_OUT = .1;
  public static final Command COMMAND =
      new Command(
          "vae train",
          "Trains a variational autoencoder, measures it on test images and writes a run folder.",
          "--data digits --epochs 10 --seed 1 --out " + DEFAULT_OUT,
          Flags.training(Config.OPTIONS, DEFAULT_OUT),
          VaeTrain::run);

  private VaeTrain() {}

  /** The option of the verbs that use a run. */
  static Option runOption() {
    return Flags.option("run", "FOLDER", "a run folder of 'vae train'", DEFAULT_OUT);
  }

  static Path runOf(Arguments a) {
    return a.path("run").orElse(Path.of(DEFAULT_OUT));
  }

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "generative", COMMAND.name(), out);
    Config config = Config.parse(a.or(resume.options()));
    ImageSet images =
        ImageSets.load(config.data(), a.path("data-dir").orElse(null), config.loading(quiet));
    HeldOut data = HeldOut.of(images.first(config.limit()), HELD_OUT, config.seed());
    Score test = new Job(config, data, out, quiet).run(resume);
    System.out.printf(
        "test_elbo %.2f%ntest_importance_weighted_bound %.2f%nreport %s%n",
        test.elbo(), test.weighted(), out.resolve("report.html"));
  }
}
