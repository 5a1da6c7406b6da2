package org.vivarium.apps.anomaly;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vivarium.apps.anomaly.Architecture.Family;
import org.vivarium.cli.Note;
import org.vivarium.data.Scaling;
import org.vivarium.kernel.Epoch;

/** Detectors fitted to one problem; those that look at the same network share it. */
final class Job implements AutoCloseable {
  private final Config config;
  private final Problem problem;
  private final boolean quiet;
  private final Scaling scaling;
  private final Map<Family, Learned> networks = new EnumMap<>(Family.class);
  private final Map<Family, Double> seconds = new EnumMap<>(Family.class);
  private final Map<Family, List<Epoch>> histories = new EnumMap<>(Family.class);
  private final Map<Kind, Trained> fitted = new LinkedHashMap<>();

  Job(Config config, Problem problem, boolean quiet) {
    this.config = config;
    this.problem = problem;
    this.quiet = quiet;
    this.scaling =
        problem.pictures()
            ? Scaling.none(problem.training().rows()[0].length)
            : Scaling.of(problem.training().rows());
  }

  /** Fits a detector and lets it score the test rows. */
  Outcome run(Kind kind) {
    long start = System.nanoTime();
    Optional<Learned> network = kind.family().map(this::network);
    double before = kind.family().map(seconds::get).orElse(0.0);
    long own = kind.family().isPresent() ? System.nanoTime() : start;
    Trained trained = Trained.fit(kind, problem, scaling, network, config);
    fitted.put(kind, trained);
    double took = before + (System.nanoTime() - own) / 1e9;
    Outcome outcome = Outcome.of(trained, problem, config.contamination(), took);
    outcome.notes().forEach(note -> Note.of(quiet, "%s: %s", kind, note));
    return outcome;
  }

  private Learned network(Family family) {
    Learned known = networks.get(family);
    if (known != null) {
      return known;
    }
    long start = System.nanoTime();
    boolean pictures = problem.pictures();
    Architecture architecture =
        new Architecture(
            family, problem.shape(), pictures, config.latent(pictures, family), problem.classes());
    List<Epoch> history = new ArrayList<>();
    Learned network =
        Learned.fit(
            architecture,
            scaled(problem.training()),
            scaled(problem.validation()),
            config,
            history,
            quiet);
    networks.put(family, network);
    histories.put(family, history);
    seconds.put(family, (System.nanoTime() - start) / 1e9);
    return network;
  }

  private Samples scaled(Samples samples) {
    return new Samples(
        scaling.apply(samples.rows()), samples.anomalous(), samples.labels(), Optional.empty());
  }

  Config config() {
    return config;
  }

  Problem problem() {
    return problem;
  }

  Trained trained(Kind kind) {
    return fitted.get(kind);
  }

  /** How the networks were trained. */
  Map<Family, List<Epoch>> histories() {
    return histories;
  }

  @Override
  public void close() {
    networks.values().forEach(Learned::close);
  }
}
