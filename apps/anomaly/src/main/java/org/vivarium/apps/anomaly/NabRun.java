package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.anomaly.NabScore;
import org.vivarium.anomaly.NabScore.Profile;
import org.vivarium.anomaly.NabScore.Scored;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.data.DataDir;
import org.vivarium.data.Nab;
import org.vivarium.report.RunFolder;

/**
 * {@code nab}: detectors on the series of the Numenta Anomaly Benchmark. Each learns from the
 * beginning of a series, which does not count, and scores the windows that end at each later value,
 * so that no score knows what comes after.
 */
final class NabRun {
  private static final String DEFAULT_OUT = "runs/nab";
  private static final long ROOM = 50L << 20;

  static final Command COMMAND =
      new Command(
          "nab",
          "Scores detectors on the Numenta Anomaly Benchmark, as it does itself.",
          "--detectors mahalanobis,knn --window 32 --out " + DEFAULT_OUT,
          Config.with(
              Flags.option(
                  "detectors", "LIST", "all, or some of " + String.join(", ", Kind.names()), "all"),
              Flags.option("out", "FOLDER", "where the report goes", DEFAULT_OUT)),
          NabRun::run);

  private NabRun() {}

  /** What a detector came to: a score for each profile, and its scores of each series. */
  record Result(
      Kind kind, NabScore standard, NabScore lowAlarms, NabScore lowMisses, List<Scored> scored) {
    static Result of(Kind kind, List<Scored> scored) {
      return new Result(
          kind,
          NabScore.of(scored, Profile.STANDARD),
          NabScore.of(scored, Profile.LOW_FALSE_POSITIVES),
          NabScore.of(scored, Profile.LOW_FALSE_NEGATIVES),
          scored);
    }

    Map<String, Object> toMap() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("detector", kind.toString());
      map.put("standard", standard.normalised());
      map.put("reward_low_fp", lowAlarms.normalised());
      map.put("reward_low_fn", lowMisses.normalised());
      map.put("windows_found", standard.found());
      map.put("windows", standard.windows());
      map.put("alarms_outside", standard.alarms());
      map.put("threshold", standard.threshold());
      return map;
    }
  }

  private static void run(Arguments a) throws IOException {
    String detectors = a.text("detectors").orElse("all");
    Config config = Config.parse(a, List.of(detectors));
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Path folder = DataDir.resolve(a.path("data-dir").orElse(null)).resolve("nab");
    List<Nab.Series> series = Nab.read(folder);
    List<Kind> kinds = Kind.parse(detectors, problem(series.get(0), config));
    RunFolder run = RunFolder.create(out, ROOM);
    List<List<Scored>> scored = new ArrayList<>();
    kinds.forEach(kind -> scored.add(new ArrayList<>()));
    for (Nab.Series one : series) {
      Note.of(quiet, "%s", one.name());
      try (Job job = new Job(config, problem(one, config), true)) {
        for (int k = 0; k < kinds.size(); k++) {
          double[] scores = likelihoods(job, kinds.get(k), one);
          scored.get(k).add(new Scored(scores, one.windows()));
        }
      }
    }
    List<Result> results = new ArrayList<>();
    for (int k = 0; k < kinds.size(); k++) {
      results.add(Result.of(kinds.get(k), scored.get(k)));
      NabScore score = results.get(k).standard();
      System.out.printf(
          "%s nab_standard %.2f found %d of %d alarms_outside %d%n",
          kinds.get(k), score.normalised(), score.found(), score.windows(), score.alarms());
    }
    new NabReport(config, series, results).write(run);
    System.out.println("report " + out.resolve("report.html"));
  }

  /** The beginning of a series to learn from, the rest to score. */
  private static Problem problem(Nab.Series series, Config config) {
    int learned = NabScore.probation(series.values().length);
    if (learned < 2 * config.window()) {
      throw new IllegalArgumentException(
          "'%s' has %d values to learn from: take a --window of at most %d"
              .formatted(series.name(), learned, learned / 2));
    }
    double[][] windows = Windows.of(series.values(), config.window());
    Samples all = Samples.of(windows, new boolean[windows.length]);
    int count = learned - config.window() + 1; // those that end before the rest begins
    return Problem.of(
        series.name(),
        series.name(),
        List.of(1, config.window(), 1),
        IntStream.range(0, config.window()).mapToObj(i -> "" + (i + 1 - config.window())).toList(),
        1,
        all.first(count),
        Samples.of(new double[0][], new boolean[0]),
        all.select(IntStream.range(count, windows.length).toArray()),
        config);
  }

  /** A score in 0..1 for each value of the series, 0 for those that are learned from. */
  private static double[] likelihoods(Job job, Kind kind, Nab.Series series) {
    double[] tested = job.run(kind).scores();
    double[] held = job.trained(kind).score(job.problem().validation().rows());
    int before = series.values().length - tested.length;
    double[] scores = new double[series.values().length];
    System.arraycopy(AnomalyLikelihood.of(held, tested), 0, scores, before, tested.length);
    return scores;
  }
}
