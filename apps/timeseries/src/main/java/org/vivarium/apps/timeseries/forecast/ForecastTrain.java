package org.vivarium.apps.timeseries.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.series.SeriesSets.Loaded;

/** {@code forecast train}: from a series to a run folder with a report, weights and a model. */
public final class ForecastTrain {
  static final String DEFAULT_OUT = "runs/forecast";

  public static final Command COMMAND =
      new Command(
          "forecast train",
          "Trains a network to tell what comes next in a series, beside two floors, and writes a run folder.",
          "--data waves --model gru --epochs 20 --seed 1 --out " + DEFAULT_OUT,
          Flags.training(Config.OPTIONS, DEFAULT_OUT),
          ForecastTrain::run);

  private ForecastTrain() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "timeseries", COMMAND.name(), out);
    Config config = Config.parse(a.or(resume.options()));
    Loaded loaded = config.source().load(a.path("data-dir").orElse(null), config.seed(), quiet);
    List<Outcome> outcomes = new Job(config, Cut.of(config, loaded), out, quiet).run(resume);
    outcomes.forEach(ForecastTrain::print);
    System.out.println("report " + out.resolve("report.html"));
  }

  static void print(Outcome outcome) {
    StringBuilder line = new StringBuilder(outcome.name());
    outcome.score().toMap().forEach((name, x) -> line.append(" %s %.4f".formatted(name, x)));
    System.out.println(line);
  }
}
