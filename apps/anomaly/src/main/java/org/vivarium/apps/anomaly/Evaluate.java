package org.vivarium.apps.anomaly;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;

/** {@code evaluate}: a detector that was kept, on the test rows of its own or another problem. */
final class Evaluate {
  static final Command COMMAND =
      new Command(
          "evaluate",
          "Measures a detector that was kept on the test rows of a data set.",
          "--run " + Train.DEFAULT_OUT + " --data digits --against astray",
          options(),
          Evaluate::run);

  private Evaluate() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>();
    options.add(Flags.option("run", "FOLDER", "a run folder of 'train'", Train.DEFAULT_OUT));
    options.addAll(Config.OPTIONS);
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(Train.DEFAULT_OUT));
    try (Store.Opened opened = Store.open(run)) {
      Config config = Config.parse(a, List.of(opened.about().kind()));
      Problem problem = Problems.load(config, a.path("data-dir").orElse(null), a.flag("quiet"));
      if (!problem.shape().equals(opened.about().shape())) {
        throw new IllegalArgumentException(
            "the run in '%s' is for rows of %s, %s has %s"
                .formatted(run, opened.about().shape(), problem.name(), problem.shape()));
      }
      Train.print(Outcome.of(opened.trained(), problem.test(), opened.about().threshold(), 0));
    }
  }
}
