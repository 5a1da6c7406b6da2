package org.vivarium.apps.rl;

import java.io.IOException;
import java.nio.file.Path;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.kernel.Native;

/** {@code train}: agents that learn with several seeds, and a run folder of the best. */
final class Train {
  static final String DEFAULT_OUT = "runs/rl";

  static final Command COMMAND =
      new Command(
          "train",
          "Trains an agent with several seeds, tests it and writes a run folder.",
          "--env CartPole-v1 --agent dqn --steps 60000 --seeds 3 --seed 1 --out " + DEFAULT_OUT,
          Config.flags(DEFAULT_OUT),
          Train::run);

  private Train() {}

  private static void run(Arguments a) throws IOException {
    Native.oneThread(); // its networks are over in microseconds
    Config config = Config.parse(a);
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    Games test = new Job(config, out, a.flag("quiet")).run();
    System.out.printf(
        "%s %s return %.2f deviation %.2f lowest %.2f episodes %d%n",
        config.env(),
        config.agent(),
        test.mean(),
        test.deviation(),
        test.lowest(),
        test.returns().length);
    System.out.println("report " + out.resolve("report.html"));
  }
}
