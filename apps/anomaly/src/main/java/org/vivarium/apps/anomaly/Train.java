package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.metrics.Detection;
import org.vivarium.report.RunFolder;

/** {@code train}: fits one detector and keeps it, with a report. */
final class Train {
  static final String DEFAULT_OUT = "runs/anomaly";
  private static final long ROOM = 500L << 20; // a neighbour search keeps all rows

  static final Command COMMAND =
      new Command(
          "train",
          "Fits a detector to usual rows, measures it on others and writes a run folder.",
          "--detector vae-error --data digits --against letters --epochs 20 --out " + DEFAULT_OUT,
          Config.with(
              Flags.option(
                  "detector", "NAME", String.join(", ", Kind.names()), Kind.MAHALANOBIS.toString()),
              Flags.out(DEFAULT_OUT)),
          Train::run);

  private Train() {}

  private static void run(Arguments a) throws IOException {
    String detector = a.choice("detector", Kind.MAHALANOBIS.toString(), Kind.names());
    Config config = Config.parse(a, List.of(detector));
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Problem problem = Problems.load(config, a.path("data-dir").orElse(null), quiet);
    Kind kind = Kind.parse(detector, problem).get(0);
    try (Job job = new Job(config, problem, quiet)) {
      Store.checkFree(out);
      RunFolder folder = RunFolder.create(out, ROOM);
      Outcome outcome = job.run(kind);
      Store.write(folder, job.trained(kind), outcome.threshold(), config, problem);
      print(outcome);
      new Report(job, List.of(outcome)).write(folder);
    }
    System.out.println("report " + out.resolve("report.html"));
  }

  static void print(Outcome outcome) {
    outcome
        .detection()
        .ifPresentOrElse(
            d -> {
              Detection.At at = d.above(outcome.threshold());
              System.out.printf(
                  "%s auroc %.4f average_precision %.4f fpr_at_95_tpr %.4f f1 %.4f threshold %s%n",
                  outcome.kind(),
                  d.auroc(),
                  d.averagePrecision(),
                  d.alarmsAtRecall(Outcome.RECALL),
                  at.f1(),
                  outcome.threshold());
            },
            () ->
                System.out.printf(
                    "%s threshold %s above_it %.4f%n",
                    outcome.kind(), outcome.threshold(), outcome.called()));
  }
}
