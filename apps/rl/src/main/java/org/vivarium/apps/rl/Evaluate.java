package org.vivarium.apps.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.kernel.Native;

/** {@code evaluate}: a trained agent and the floor on the same test episodes. */
final class Evaluate {
  static final Command COMMAND =
      new Command(
          "evaluate",
          "Plays test episodes with a trained agent, and the same at random.",
          "--run " + Train.DEFAULT_OUT + " --episodes 100 --seed 1",
          List.of(
              run(),
              Flags.option("episodes", "N", "how many episodes", Player.TEST_EPISODES),
              Flags.seed(1)),
          Evaluate::run);

  private static final int MOST_EPISODES = 100_000;

  private Evaluate() {}

  static Option run() {
    return Flags.option("run", "FOLDER", "a run folder of 'train'", Train.DEFAULT_OUT);
  }

  private static void run(Arguments a) throws IOException {
    Native.oneThread();
    int episodes = a.integer("episodes", Player.TEST_EPISODES, 1, MOST_EPISODES);
    int seed = a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    try (Player player = Player.ofRun(a.path("run").orElse(Path.of(Train.DEFAULT_OUT)))) {
      String env = player.network().env();
      print(env + " " + player.network().agent(), player.play(episodes, seed, 1));
      print(env + " random", Player.floor(env, episodes, seed, 1));
    }
  }

  static void print(String who, Games games) {
    System.out.printf(
        "%s return %.2f deviation %.2f lowest %.2f highest %.2f episodes %d%n",
        who,
        games.mean(),
        games.deviation(),
        games.lowest(),
        games.highest(),
        games.returns().length);
  }
}
