package org.vivarium.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** All timings of a benchmark, several rounds of it. */
record Results(List<Timing> timings) {
  private static final double SAME = .006; // Keras has one bias in an LSTM where PyTorch has two
  private static final int ENOUGH = 10; // steps for any network to have learned something

  /** One way of doing one kind of work: what is repeated from round to round. */
  record Subject(String framework, String variant, String model, String precision, String mode) {
    static Subject of(Timing t) {
      return new Subject(t.framework(), t.variant(), t.model(), t.precision(), t.mode());
    }

    /** As in {@code pytorch eager}. */
    String name() {
      return (framework + " " + variant.replace('_', ' ')).strip();
    }
  }

  /** The medians of all rounds, in milliseconds: the one in the middle, and the lowest. */
  record Score(double middle, double best) {
    Score over(Score other) {
      return new Score(middle / other.middle, best / other.best);
    }
  }

  Results {
    timings = List.copyOf(timings);
  }

  /** Reads lines of JSON. */
  static Results read(Path file) throws IOException {
    return new Results(Files.readAllLines(file).stream().map(Timing::parse).toList());
  }

  /** Every subject that a test holds for, in the order it was first measured. */
  Map<Subject, Score> scores(Predicate<Subject> which) {
    Map<Subject, List<Timing>> rounds =
        timings.stream()
            .filter(t -> which.test(Subject.of(t)))
            .collect(Collectors.groupingBy(Subject::of, LinkedHashMap::new, Collectors.toList()));
    Map<Subject, Score> scores = new LinkedHashMap<>();
    rounds.forEach((subject, list) -> scores.put(subject, score(list)));
    return scores;
  }

  /** Our own score. */
  Optional<Score> ours(Work work, String precision, String mode) {
    Subject ours = new Subject("vivarium", "", work.toString(), precision, mode);
    return Optional.ofNullable(scores(ours::equals).get(ours));
  }

  /** The subject with the lowest median, of those that a test holds for. */
  Optional<Map.Entry<Subject, Score>> fastest(Predicate<Subject> which) {
    return scores(which).entrySet().stream()
        .min(Comparator.comparingDouble(e -> e.getValue().middle()));
  }

  /** What was measured, as in {@code keras 3.15.1 on TF 2.21.0}. */
  List<String> versions() {
    return timings.stream().map(t -> t.framework() + " " + t.version()).distinct().toList();
  }

  private static Score score(List<Timing> rounds) {
    double[] medians = rounds.stream().mapToDouble(Timing::medianMs).toArray();
    return new Score(Laps.median(medians), Arrays.stream(medians).min().orElseThrow());
  }

  /** Sentences about runs that were not the same work: other parameters, a loss that rose. */
  List<String> doubts() {
    List<String> doubts = new ArrayList<>();
    for (Timing t : timings) {
      String what =
          "%s, %s %s, %s".formatted(Subject.of(t).name(), t.model(), t.precision(), t.mode());
      long parameters = Work.of(t.model()).parameters;
      if (Math.abs(t.parameters() - parameters) > SAME * parameters) {
        doubts.add("%s: %,d parameters instead of %,d".formatted(what, t.parameters(), parameters));
      }
      if (t.firstLoss() != null && t.steps() >= ENOUGH && !(t.lastLoss() < t.firstLoss())) {
        doubts.add(
            "%s: the loss went from %.3f to %.3f".formatted(what, t.firstLoss(), t.lastLoss()));
      }
    }
    return doubts;
  }
}
