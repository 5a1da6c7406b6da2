package org.vivarium.apps.generative.gan;

import java.io.IOException;
import java.nio.file.Path;
import org.vivarium.apps.generative.Quality;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;

/** {@code gan train}: from images to a run folder with a report, weights and a model to serve. */
public final class GanTrain {
  static final String DEFAULT_OUT = "runs/gan";
  public static final Command COMMAND =
      new Command(
          "gan train",
          "Trains a generator against a discriminator, judges what it draws and writes a run folder.",
          "--data digits --epochs 8 --seed 1 --out " + DEFAULT_OUT,
          Flags.training(GanConfig.OPTIONS, DEFAULT_OUT),
          GanTrain::run);

  private GanTrain() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "generative", COMMAND.name(), out);
    GanConfig config = GanConfig.parse(a.or(resume.options()));
    ImageSet set =
        ImageSets.load(config.data(), a.path("data-dir").orElse(null), config.loading(quiet))
            .first(config.limit());
    if (set.train().size() < 2) {
      throw new IllegalArgumentException("one image is none to learn from: raise --limit");
    }
    Quality quality = new GanJob(config, set, set.train().contentHash(), out, quiet).run(resume);
    System.out.printf(
        "frechet_distance %.2f%nprecision %.3f%nrecall %.3f%nmean_confidence %.4f%nleast_class_share %.3f%nreport %s%n",
        quality.frechet(),
        quality.cover().precision(),
        quality.cover().recall(),
        quality.confidence(),
        quality.leastShare(),
        out.resolve("report.html"));
  }
}
