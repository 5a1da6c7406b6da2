package org.vivarium.apps.rl;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Terminal;
import org.vivarium.kernel.Native;
import org.vivarium.report.RunFolder;
import org.vivarium.rl.Environment;
import org.vivarium.rl.Spec;

/** {@code watch}: a trained agent at work, in the terminal and as a GIF. */
final class Watch {
  static final Command COMMAND =
      new Command(
          "watch",
          "Shows a trained agent at work: in the terminal, or as a GIF.",
          "--run " + Train.DEFAULT_OUT + " --episode 1 --gif agent.gif",
          List.of(
              Evaluate.run(),
              Flags.option("episode", "N", "which test episode, from 1", 1),
              Flags.option("every", "N", "show every so many steps", 1),
              Flags.option("speed", "N", "steps per second; 0 for no waiting", "the world's own"),
              Flags.option("gif", "FILE", "write a GIF and show nothing"),
              Flags.flag("random", "act at random instead, to compare"),
              Flags.seed(1)),
          Watch::run);

  private static final int MOST = 1_000_000;
  private static final String HOME = "\u001b[H"; // the cursor goes to the upper left corner
  private static final String CLEAR = "\u001b[2J";

  private Watch() {}

  private static void run(Arguments a) throws IOException {
    Native.oneThread();
    int episode = a.integer("episode", 1, 1, MOST) - 1;
    int seed = a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE);
    int every = a.integer("every", 1, 1, MOST);
    Optional<Path> gif = a.path("gif");
    try (Player player = Player.ofRun(a.path("run").orElse(Path.of(Train.DEFAULT_OUT)))) {
      String env = player.network().env();
      Policy policy = a.flag("random") ? Chance.of(env, seed) : player.policy();
      if (gif.isPresent()) {
        Film film = Film.of(env, policy, seed, episode);
        RunFolder.replace(gif.get(), film.gif());
        System.out.printf(
            "%s return %.2f steps %d %s%n", env, film.total(), film.steps(), gif.get());
        return;
      }
      boolean terminal = Terminal.output();
      int usual = terminal ? player.network().spec().framesPerSecond() : 0;
      int speed = a.integer("speed", usual, 0, MOST);
      PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
      show(env, policy, seed, episode, new Screen(out, terminal, every, speed));
    }
  }

  private static void show(String env, Policy policy, int seed, int episode, Screen screen) {
    boolean terminated = Film.play(env, policy, seed, episode, screen).terminated();
    screen.out.println(terminated ? "the world came to an end" : "the time ran out");
    screen.out.flush();
  }

  /**
   * Where frames go: over one another in a terminal, else one after the other.
   *
   * @param speed steps per second; 0 for as fast as can be
   */
  record Screen(PrintStream out, boolean terminal, int every, int speed) implements Film.Watcher {
    @Override
    public void see(Environment world, int step, int action, double total) {
      if (step % every != 0) {
        return;
      }
      Spec spec = world.spec();
      out.print(terminal ? (step == 0 ? CLEAR : "") + HOME : "");
      String done = action < 0 ? "starts" : spec.actions().get(action);
      out.printf("%s  step %4d  return %8.2f  %-8s%n", spec.name(), step, total, done);
      world.text().forEach(out::println);
      out.flush();
      if (speed > 0) {
        pause(1000L * every / speed);
      }
    }

    private static void pause(long millis) {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
