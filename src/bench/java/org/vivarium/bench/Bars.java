package org.vivarium.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.vivarium.bench.Results.Score;
import org.vivarium.bench.Results.Subject;
import org.vivarium.kernel.Precision;

/** What the benchmark must show, as ratios with a limit. */
final class Bars {
  private static final double OTHERS = .95;
  private static final double EAGER = 1;
  private static final double BFLOAT16 = .55;
  private static final double PIPELINE = .05;
  private static final double DJL = 2;

  /**
   * One of them.
   *
   * @param ratio of the medians of all rounds, and of the best ones; empty where one was not
   *     measured
   */
  record Bar(String what, Optional<Score> ratio, double limit) {
    /** The median of the rounds decides. */
    boolean passes() {
      return ratio.isPresent() && ratio.get().middle() <= limit;
    }
  }

  private final Results results;

  Bars(Results results) {
    this.results = results;
  }

  /** Those of the networks that were measured. */
  List<Bar> of(List<Work> works) {
    List<Bar> bars = new ArrayList<>();
    for (Work work : works) {
      if (work.whole()) {
        bars.add(others(work));
      } else {
        bars.add(eager(work, Timing.TRAIN, "training"));
        bars.add(eager(work, Timing.INFER, "inference"));
      }
    }
    if (works.contains(Work.RESNET18) && Precision.AUTO.resolved() == Precision.BFLOAT16) {
      bars.add(
          new Bar(
              "ResNet-18, training: bfloat16 over float32",
              ratio(train(Work.RESNET18, "bfloat16"), train(Work.RESNET18, "float32")),
              BFLOAT16));
    }
    if (works.contains(Work.LENET)) {
      bars.add(
          new Bar(
              "making a batch over a training step of LeNet",
              ratio(
                  results.ours(Work.LENET, "uint8", Timing.PIPELINE), train(Work.LENET, "float32")),
              PIPELINE));
      bars.add(
          new Bar(
              "one image through LeNet: DJL over the raw session",
              ratio(
                  results.ours(Work.LENET, "float32", Timing.DJL),
                  results.ours(Work.LENET, "float32", Timing.RAW)),
              DJL));
    }
    return bars;
  }

  private Bar others(Work work) {
    Predicate<Subject> other = s -> isOther(s, work);
    String name = results.fastest(other).map(e -> " (" + e.getKey().name() + ")").orElse("");
    return new Bar(
        "%s, training in float32: ours over the fastest of Keras and PyTorch eager%s"
            .formatted(work.title, name),
        ratio(train(work, "float32"), lowest(results.scores(other).values())),
        OTHERS);
  }

  private Bar eager(Work work, String mode, String title) {
    Predicate<Subject> eager =
        s -> isEager(s) && s.model().equals(work.toString()) && isFloat32(s, mode);
    return new Bar(
        "%s, %s in float32: ours over PyTorch eager".formatted(work.title, title),
        ratio(results.ours(work, "float32", mode), lowest(results.scores(eager).values())),
        EAGER);
  }

  /** The lowest median and the lowest best round, whosesoever they are. */
  private static Optional<Score> lowest(Collection<Score> scores) {
    return scores.stream()
        .reduce(
            (a, b) -> new Score(Math.min(a.middle(), b.middle()), Math.min(a.best(), b.best())));
  }

  private static boolean isOther(Subject s, Work work) {
    return (s.framework().equals("keras") || isEager(s))
        && s.model().equals(work.toString())
        && isFloat32(s, Timing.TRAIN);
  }

  private static boolean isEager(Subject s) {
    return s.framework().equals("pytorch") && s.variant().startsWith("eager");
  }

  private static boolean isFloat32(Subject s, String mode) {
    return s.precision().equals("float32") && s.mode().equals(mode);
  }

  private Optional<Score> train(Work work, String precision) {
    return results.ours(work, precision, Timing.TRAIN);
  }

  private static Optional<Score> ratio(Optional<Score> a, Optional<Score> b) {
    return a.flatMap(x -> b.map(x::over));
  }
}
