package org.vivarium.apps.rl;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Note;
import org.vivarium.cli.TrainingRun;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** One run from nothing to a run folder. */
record Job(Config config, Path out, boolean quiet) {
  private static final String APPLICATION = "reinforcement_learning";
  private static final long ROOM = 1 << 20; // parameters, with plenty to spare

  /**
   * Learns with every seed, tests each and writes the folder of the one that was best on validation
   * episodes.
   *
   * @return the test of that one
   */
  Games run() throws IOException {
    RunFolder folder = new TrainingRun(out, quiet).folder(ROOM, false);
    List<Learned> all = new ArrayList<>();
    for (int i = 0; i < config.seeds(); i++) {
      Learned learned = Learned.of(config, config.seed() + i, quiet);
      Note.of(
          quiet,
          "seed %d: test return %.2f over %d episodes",
          learned.seed(),
          learned.test().mean(),
          learned.test().returns().length);
      all.add(learned);
    }
    Learned best = all.stream().max(Comparator.comparingDouble(Learned::validation)).orElseThrow();
    Safetensors.write(Checkpoint.best(folder.dir()), best.kept());
    if (config.agent() != Agent.Q_LEARNING) {
      SavedModel.write(
          folder.file("savedmodel"),
          config.network().model(),
          new Weights(best.kept().arrays()),
          Map.of("application", APPLICATION));
    }
    Games floor =
        Player.floor(config.env(), Player.TEST_EPISODES, config.seed(), config.discount());
    new Report(this, all, best, floor).write(folder);
    return best.test();
  }
}
