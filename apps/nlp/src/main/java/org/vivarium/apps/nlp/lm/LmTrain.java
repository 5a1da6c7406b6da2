package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.vivarium.apps.nlp.Tokenization;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;

/** {@code lm train}: from a text to a run folder with a report, weights and a tokenizer. */
public final class LmTrain {
  static final String NAME = "lm train";
  static final String DEFAULT_OUT = "runs/lm";

  public static final Command COMMAND =
      new Command(
          NAME,
          "Trains a language model on a text, measures it on the text's end and writes a run folder.",
          "--data grammar --model gpt --seed 1 --out " + DEFAULT_OUT,
          Flags.training(Config.OPTIONS, DEFAULT_OUT),
          LmTrain::run);

  private LmTrain() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "nlp", NAME, out);
    Config config = Config.parse(a.or(resume.options()));
    resume.compare(config.options(), Config.FIXED, quiet);
    Corpus corpus =
        Corpus.load(config.data(), a.path("data-dir").orElse(null), config.limit(), quiet);
    Optional<Path> tokenizer = resume.saved().map(saved -> out.resolve(Tokenization.FILE));
    try (Material material = Material.of(corpus, config.tokenization(), tokenizer)) {
      double nats = new Job(config, material, out, quiet).run(resume);
      System.out.printf("validation_loss %.4f%nperplexity %.3f%n", nats, Math.exp(nats));
      if (!material.ofCharacters()) {
        System.out.printf("nats_per_character %.4f%n", material.perCharacter(nats));
      }
      System.out.printf("report %s%n", out.resolve("report.html"));
    }
  }
}
