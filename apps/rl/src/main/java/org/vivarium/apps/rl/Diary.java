package org.vivarium.apps.rl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.vivarium.cli.Note;
import org.vivarium.kernel.Weights;
import org.vivarium.rl.Worlds;

/**
 * Writes down how learning goes, looks at the greedy policy from time to time and keeps the weights
 * of the best look. The episodes of a look are no part of training or of the test.
 */
final class Diary {
  private static final int EPISODES = 20; // of a look
  private static final int MANY = 100; // where they cost little and chance counts for much

  private final Config config;
  private final int seed;
  private final boolean quiet;
  private final List<Curves.Played> episodes = new ArrayList<>();
  private final List<Curves.Look> looks = new ArrayList<>();
  private final Map<String, Double> sums = new TreeMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final long begun = System.nanoTime();
  private long looking; // nanoseconds
  private double best = Double.NEGATIVE_INFINITY;
  private Weights kept;
  private int next;

  Diary(Config config, int seed, boolean quiet) {
    this.config = config;
    this.seed = seed;
    this.quiet = quiet;
    this.next = config.evaluateEvery();
  }

  /** Notes the episodes that a step ended. */
  void episodes(int step, List<Worlds.Episode> finished) {
    for (Worlds.Episode episode : finished) {
      episodes.add(new Curves.Played(step, episode.total()));
    }
  }

  /** Notes a number of the algorithm. */
  void reading(String name, double value) {
    sums.merge(name, value, Double::sum);
    counts.merge(name, 1, Integer::sum);
  }

  /** Looks at the policy where it is time to, and keeps the weights where it is the best so far. */
  void look(int step, Policy greedy, Supplier<Weights> weights) {
    if (step < next && step < config.steps()) {
      return;
    }
    while (next <= step) {
      next += config.evaluateEvery();
    }
    boolean counted = config.network().spec().states() > 0;
    long from = System.nanoTime();
    Games games =
        Games.play(
            config.env(), greedy, counted ? MANY : EPISODES, config.discount(), seed, "validation");
    Map<String, Double> readings = new TreeMap<>();
    sums.forEach((name, sum) -> readings.put(name, sum / counts.get(name)));
    sums.clear();
    counts.clear();
    looks.add(new Curves.Look(step, games.mean(), games.expected(), games.got(), readings));
    if (games.mean() >= best) {
      best = games.mean();
      kept = weights.get();
    }
    looking += System.nanoTime() - from;
    tell(step, games.mean());
  }

  private void tell(int step, double mean) {
    Note.of(
        quiet,
        "seed %d  step %,d of %,d  training %.2f  greedy %.2f  best %.2f  %,.0f steps/s",
        seed,
        step,
        config.steps(),
        recent(),
        mean,
        best,
        step / seconds());
  }

  /** The mean return of the last episodes of training. */
  private double recent() {
    return episodes.stream()
        .skip(Math.max(0, episodes.size() - EPISODES))
        .mapToDouble(Curves.Played::total)
        .average()
        .orElse(Double.NaN);
  }

  /** Seconds of learning, without those of looking. */
  double seconds() {
    return (System.nanoTime() - begun - looking) / 1e9;
  }

  Curves curves() {
    return new Curves(episodes, looks);
  }

  Weights kept() {
    return kept;
  }
}
