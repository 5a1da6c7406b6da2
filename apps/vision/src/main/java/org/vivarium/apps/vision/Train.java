package org.vivarium.apps.vision;

import ai.djl.TrainingDivergedException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.data.HeldOut;
import org.vivarium.data.ImageSet;
import org.vivarium.data.Images;
import org.vivarium.kernel.Weights;
import org.vivarium.metrics.Classification;
import org.vivarium.metrics.Diagnosis;
import org.vivarium.report.Format;
import org.vivarium.weights.Fit;

/** {@code train}: from images to a run folder with a report, weights and a model to serve. */
final class Train {
  static final String DEFAULT_OUT = "runs/vision";
  static final Command COMMAND =
      new Command(
          "train",
          "Trains a classifier, measures it on test images and writes a run folder.",
          "--data digits --model lenet --epochs 8 --seed 1 --out " + DEFAULT_OUT,
          Flags.training(
              Config.OPTIONS,
              DEFAULT_OUT,
              Flags.option(
                  "weights", "FILE", "to begin from: a file, a run, or a model of 'zoo models'"),
              Flags.flag(
                  "overfit-one-batch", "only learn one batch by heart, as a check, and say how")),
          Train::run);

  private static final int OVERFIT_STEPS = 300;

  private Train() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    Path dataDir = Config.dataDir(a).orElse(null);
    Optional<String> weights = a.text("weights");
    boolean quiet = a.flag("quiet");
    if (a.flag("overfit-one-batch")) {
      if (a.flag("resume")) {
        throw new IllegalArgumentException("--overfit-one-batch has nothing to --resume");
      }
      System.out.println(overfit(Config.parse(a), dataDir, weights, quiet));
      return;
    }
    Resume resume = Resume.of(a, "vision", COMMAND.name(), out);
    if (resume.saved().isPresent() && weights.isPresent()) {
      throw new IllegalArgumentException("--resume has weights of its own: leave out --weights");
    }
    Config config = Config.parse(a.or(resume.options()));
    Weights given = weights.isPresent() ? Pretrained.read(weights.get()).weights() : null;
    HeldOut data = Data.split(config, Data.load(config, dataDir, quiet));
    Job job =
        new Job(
            COMMAND.name(),
            config,
            config.options(),
            Classifier.of(config.model(), data.training()),
            data,
            Plan.WHOLE,
            Optional.empty(),
            out,
            quiet);
    Classification test =
        job.run(
            program -> {
              if (given != null) {
                program.load(Fit.of(given, program).weights());
              }
            },
            resume);
    print(test, out);
  }

  /** What a run says when it is done. */
  static void print(Classification test, Path out) {
    System.out.printf(
        "test_accuracy %.4f%nreport %s%n", test.accuracy(), out.resolve("report.html"));
  }

  /** The sanity check of the course books: a network that works learns one batch by heart. */
  static String overfit(Config config, Path dataDir, Optional<String> weights, boolean quiet)
      throws IOException {
    ImageSet set = Data.load(config, dataDir, quiet);
    Config plain = config.withoutRegularisation();
    Images images = set.train();
    Classifier classifier = Classifier.of(config.model(), images);
    try (Fitting fitting = new Fitting(plain, classifier, Plan.WHOLE, images, set.test())) {
      if (weights.isPresent()) {
        Weights given = Pretrained.read(weights.get()).weights();
        fitting.program().load(Fit.of(given, fitting.program()).weights());
      }
      double[] losses = fitting.overfit(OVERFIT_STEPS);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < losses.length; i += Math.max(1, losses.length / 10)) {
        text.append("step %4d  loss %s%n".formatted(i + 1, Format.number(losses[i])));
      }
      text.append(
          "step %4d  loss %s%n".formatted(losses.length, Format.number(losses[losses.length - 1])));
      Diagnosis diagnosis = Diagnosis.of(losses, classifier.classes().size());
      text.append(diagnosis.sentence()).append(System.lineSeparator()).append(diagnosis.advice());
      if (diagnosis.kind() == Diagnosis.Kind.EXPLODING) {
        throw new TrainingDivergedException(text.toString());
      }
      return text.toString();
    }
  }
}
