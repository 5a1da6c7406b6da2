package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.data.ImageSet;
import org.vivarium.report.RunFolder;

/** {@code compare}: several detectors on one problem, or on each class against the rest. */
final class Compare {
  private static final String DEFAULT_OUT = "runs/anomaly-comparison";
  private static final long ROOM = 50L << 20;

  static final Command COMMAND =
      new Command(
          "compare",
          "Fits several detectors to the same rows and compares them on the same test rows.",
          "--data digits --against letters --detectors mahalanobis,isolation-forest --out "
              + DEFAULT_OUT,
          Config.with(
              Flags.option(
                  "detectors", "LIST", "all, or some of " + String.join(", ", Kind.names()), "all"),
              Flags.flag("each-class", "each class of images in turn against the rest"),
              Flags.option("out", "FOLDER", "where the report goes", DEFAULT_OUT)),
          Compare::run);

  private Compare() {}

  private static void run(Arguments a) throws IOException {
    String detectors = a.text("detectors").orElse("all");
    Config config = Config.parse(a, List.of(detectors));
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    Path dataDir = a.path("data-dir").orElse(null);
    boolean quiet = a.flag("quiet");
    if (a.flag("each-class")) {
      ImageSet set = Problems.images(config.data(), dataDir, quiet);
      RunFolder folder = RunFolder.create(out, ROOM);
      OneClass all = OneClass.run(config, set, detectors, quiet);
      print(all);
      new OneClassReport(config, set, all).write(folder);
    } else {
      Problem problem = Problems.load(config, dataDir, quiet);
      List<Kind> kinds = Kind.parse(detectors, problem);
      RunFolder folder = RunFolder.create(out, ROOM);
      try (Job job = new Job(config, problem, quiet)) {
        List<Outcome> outcomes = new ArrayList<>();
        for (Kind kind : kinds) {
          outcomes.add(job.run(kind));
          Note.of(quiet, "%s is fitted", kind);
        }
        outcomes.forEach(Train::print);
        new Report(job, outcomes).write(folder);
      }
    }
    System.out.println("report " + out.resolve("report.html"));
  }

  private static void print(OneClass all) {
    for (int d = 0; d < all.detectors(); d++) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < all.classes().size(); c++) {
        line.append(String.format(Locale.ROOT, " %.4f", all.auroc(d, c)));
      }
      System.out.printf("%s mean_auroc %.4f of%s%n", all.kind(d), all.mean(d), line);
    }
  }
}
