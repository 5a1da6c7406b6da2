package org.vivarium.apps.timeseries.forecast;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.cli.Note;
import org.vivarium.cli.ProgressListener;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;

/**
 * A rolling-origin backtest that trains anew as the origin moves (Tashman 2000): the test part is
 * cut into stretches, and each is told by a network that was trained on all that lies before it.
 *
 * @param folds stretches
 */
record Backtest(Config config, Cut cut, int folds, boolean quiet) {
  private static final Fitting.Checkpointed NOTHING =
      new Fitting.Checkpointed() {
        @Override
        public void restore(Program program) {
          // a new network
        }

        @Override
        public List<Epoch> history() {
          return List.of();
        }
      };

  Backtest {
    int rows = (cut.test() - cut.validation()) / folds;
    if (rows < cut.windows().horizon()) {
      throw new IllegalArgumentException(
          "--folds %d leave %d rows for each, fewer than the horizon of %d"
              .formatted(folds, rows, cut.windows().horizon()));
    }
  }

  /** The floors and the network of each stretch, fold by fold. */
  List<List<Outcome>> run() {
    List<List<Outcome>> all = new ArrayList<>();
    int rows = (cut.test() - cut.validation()) / folds;
    int held = cut.validation() - cut.train();
    for (int fold = 0; fold < folds; fold++) {
      int from = cut.validation() + fold * rows;
      int to = fold == folds - 1 ? cut.test() : from + rows;
      Note.of(quiet, "fold %d of %d: rows %d to %d", fold + 1, folds, from, to);
      all.add(fold(cut.at(config, from - held, from, to)));
    }
    return all;
  }

  private List<Outcome> fold(Cut part) {
    List<Forecaster> forecasters =
        new ArrayList<>(Floors.of(part, config.levels(), config.limit()));
    try (Fitting fitting =
        new Fitting(Job.architecture(config, part), config.seed(), config.precision())) {
      EarlyStopping best = new EarlyStopping("loss", false, config.patience(), 0, 1, () -> null);
      fitting.fit(config, part, List.of(best, new ProgressListener("windows", quiet)), NOTHING);
      forecasters.addAll(Job.networks(config, part, fitting));
      return forecasters.stream()
          .map(f -> Outcome.of(f, part, part.testing(), config.levels()))
          .toList();
    }
  }
}
