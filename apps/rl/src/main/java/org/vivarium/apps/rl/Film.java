package org.vivarium.apps.rl;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.AnimatedGif;
import org.vivarium.report.Picture;
import org.vivarium.rl.Environment;
import org.vivarium.rl.Environments;
import org.vivarium.rl.Outcome;

/**
 * One episode as it can be watched.
 *
 * @param frames every {@code stride}th picture of it, and the last
 * @param total its return
 */
record Film(List<Picture> frames, int stride, int framesPerSecond, double total, int steps) {
  private static final int MOST = 150; // frames: a page is not to be loaded for long
  private static final int HUNDREDTHS = 100;
  private static final int LAST = 150; // hundredths of a second that the end is shown

  /** Who watches an episode while it is played. */
  interface Watcher {
    /** Is told the world at the start (action -1) and after each action, with the return so far. */
    void see(Environment world, int step, int action, double total);
  }

  /** Plays a test episode. */
  static Outcome play(String name, Policy policy, long seed, int episode, Watcher watcher) {
    Environment world = Environments.of(name);
    float[] seen = world.reset(new Draws(seed, Player.TEST, episode));
    watcher.see(world, 0, -1, 0);
    double total = 0;
    for (int step = 1; ; step++) {
      int action = policy.act(new Policy.Seen(seen, 1))[0];
      Outcome outcome = world.step(action);
      total += outcome.reward();
      watcher.see(world, step, action, total);
      if (outcome.ended()) {
        return outcome;
      }
      seen = outcome.observation();
    }
  }

  /** Films a test episode; a long one every few steps. */
  static Film of(String name, Policy policy, long seed, int episode) {
    List<Picture> all = new ArrayList<>();
    double[] totals = new double[1];
    play(
        name,
        policy,
        seed,
        episode,
        (world, step, action, total) -> {
          all.add(world.picture());
          totals[0] = total;
        });
    int stride = 1 + (all.size() - 1) / MOST;
    List<Picture> frames = new ArrayList<>();
    for (int i = 0; i < all.size(); i += stride) {
      frames.add(all.get(i));
    }
    if ((all.size() - 1) % stride > 0) {
      frames.add(all.get(all.size() - 1));
    }
    int speed = Environments.spec(name).framesPerSecond();
    return new Film(frames, stride, speed, totals[0], all.size() - 1);
  }

  /** At the speed of the world, where a frame takes no less than browsers show. */
  byte[] gif() {
    int least = 3;
    return new AnimatedGif(frames, Math.max(least, HUNDREDTHS * stride / framesPerSecond), LAST)
        .bytes();
  }
}
