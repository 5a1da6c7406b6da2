package org.vivarium.apps.nlp.translate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.cli.Resume;

/** {@code translate train}: from pairs of sentences to a run folder with a translator. */
public final class TranslateTrain {
  static final String NAME = "translate train";
  static final String DEFAULT_OUT = "runs/translate";

  public static final Command COMMAND =
      new Command(
          NAME,
          "Trains a translator, translates the test set with it and writes a run folder.",
          "--data toy --model transformer --seed 1 --out " + DEFAULT_OUT,
          Flags.training(Config.OPTIONS, DEFAULT_OUT),
          TranslateTrain::run);

  private static final Set<String> FIXED =
      Set.of(
          "model",
          "data",
          "source-lang",
          "target-lang",
          "limit",
          "kind",
          "vocab-size",
          "max-length",
          "width",
          "heads",
          "hidden",
          "depth"); // a checkpoint holds for these only

  private TranslateTrain() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "nlp", NAME, out);
    Config config = Config.parse(a.or(resume.options()));
    resume.compare(config.options(), FIXED, quiet);
    Corpus corpus = corpus(config, a.path("data-dir").orElse(null)).limit(config.limit());
    if (corpus.dropped() > 0) {
      Note.of(quiet, "%d pairs have a blank side and are left out", corpus.dropped());
    }
    List<Scores> scores = new Job(config, corpus, resume, out, quiet).run();
    scores.forEach(Scores::print);
    System.out.printf("report %s%n", out.resolve("report.html"));
  }

  static Corpus corpus(Config c, Path dataDir) throws IOException {
    return Corpus.load(c.data(), c.from(), c.to(), dataDir, c.seed());
  }
}
