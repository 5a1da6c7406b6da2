package org.vivarium.apps.vision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.kernel.Paths;

/**
 * Which parts of a network are frozen in which epochs, and how much faster some learn than others.
 *
 * @param phases in their order; the first begins with epoch 1
 * @param factors of the learning rate, by path
 */
record Plan(List<Phase> phases, Map<String, Float> factors) {
  /** All is trained from the first epoch on, at one rate. */
  static final Plan WHOLE = new Plan(List.of(new Phase(1, List.of())), Map.of());

  /**
   * What is frozen from an epoch on.
   *
   * @param first the epoch, counted from 1
   * @param frozen paths
   */
  record Phase(int first, List<String> frozen) {
    Phase {
      frozen = List.copyOf(frozen);
    }
  }

  Plan {
    phases = List.copyOf(phases);
    factors = Map.copyOf(factors);
  }

  /**
   * A plan for given weights under a new head.
   *
   * @param freeze paths that never learn
   * @param warmUp epochs in which the head learns alone; 0 for none
   * @param every epochs after which one more part learns, from the head down; 0 for all at once
   * @param headFactor how many times faster the head learns
   */
  static Plan of(Parts parts, List<String> freeze, int warmUp, int every, float headFactor) {
    Map<String, Float> factors = new HashMap<>();
    parts.head().forEach(path -> factors.put(path, headFactor));
    Paths free = Paths.ALL.but(freeze);
    List<List<String>> waiting = new ArrayList<>(parts.body()); // the last thaws first
    waiting.removeIf(part -> part.stream().noneMatch(free::hold));
    List<Phase> phases = new ArrayList<>();
    int first = 1;
    if (!waiting.isEmpty() && (warmUp > 0 || every > 0)) {
      phases.add(new Phase(first, frozen(freeze, waiting)));
      first += warmUp > 0 ? warmUp : every;
    }
    while (every > 0 && waiting.size() > 1) {
      waiting.remove(waiting.size() - 1);
      phases.add(new Phase(first, frozen(freeze, waiting)));
      first += every;
    }
    phases.add(new Phase(first, freeze));
    return new Plan(phases, factors);
  }

  private static List<String> frozen(List<String> freeze, List<List<String>> waiting) {
    List<String> frozen = new ArrayList<>();
    waiting.forEach(frozen::addAll);
    Paths free = Paths.ALL.but(frozen);
    List<String> all = new ArrayList<>(freeze.stream().filter(free::hold).toList());
    all.addAll(frozen);
    return all;
  }

  /** The number of the phase that an epoch belongs to, counted from 0. */
  int phase(int epoch) {
    return IntStream.range(0, phases.size())
        .filter(i -> phases.get(i).first() <= epoch)
        .max()
        .orElseThrow();
  }

  /** How many of a run's epochs a phase has; 0 for one that the run does not come to. */
  int epochs(int phase, int all) {
    int end = phase + 1 < phases.size() ? phases.get(phase + 1).first() : Integer.MAX_VALUE;
    return Math.max(0, Math.min(end - 1, all) - phases.get(phase).first() + 1);
  }
}
