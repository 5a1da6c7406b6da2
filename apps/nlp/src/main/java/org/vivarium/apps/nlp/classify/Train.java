package org.vivarium.apps.nlp.classify;

import java.io.IOException;
import java.nio.file.Path;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;

/** {@code train}: from labelled texts to a run folder with a report, weights and a model. */
public final class Train {
  static final String DEFAULT_OUT = "runs/nlp";
  public static final Command COMMAND =
      new Command(
          "train",
          "Trains a text classifier, measures it on test texts and writes a run folder.",
          "--data reviews --model text_cnn --seed 1 --out " + DEFAULT_OUT,
          Flags.training(Config.OPTIONS, DEFAULT_OUT),
          Train::run);

  private Train() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "nlp", COMMAND.name(), out);
    Config config = Config.parse(a.or(resume.options()));
    Split data = Split.load(config, a.path("data-dir").orElse(null));
    Job.Outcome outcome = new Job(config, data, out, quiet).run(resume);
    System.out.printf(
        "test_accuracy %.4f%nbaseline_accuracy %.4f%nreport %s%n",
        outcome.network().accuracy(), outcome.baseline().accuracy(), out.resolve("report.html"));
  }
}
