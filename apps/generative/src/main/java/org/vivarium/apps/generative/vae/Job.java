package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.data.HeldOut;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/** One run from images in memory to a run folder. */
record Job(Config config, HeldOut data, Path out, boolean quiet) {
  private static final String APPLICATION = "cv/image_generation"; // as DJL calls it
  private static final String DATA = "data";
  private static final Set<String> FIXED = Set.of("model", "data", "latent", "likelihood");

  /**
   * Trains and writes the run folder.
   *
   * @param resume the checkpoint to go on from, if any
   * @return how well the test images are explained
   */
  Score run(Resume resume) throws IOException {
    Network network = Network.of(config, data.training());
    resume.compare(config.options(), FIXED, quiet);
    resume.checkData(DATA, data.sha256(), "images");
    Optional<Checkpoint.Saved> saved = resume.saved();
    try (Fitting fitting = new Fitting(config, network)) {
      saved.ifPresent(s -> fitting.program().restore(s.state()));
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), saved.isPresent());
      // while beta rises, a loss that counts it in full is none to choose by
      EarlyStopping best = here.best(EarlyStopping.NEVER, 0, config.warmUp() + 1);
      List<Epoch> history =
          fitting.fit(
              data.training(),
              data.validation(),
              here.listeners(folder, best, about(network), "images"),
              saved.map(Checkpoint.Saved::history).orElse(List.of()));
      Score test = fitting.score(data.set().test());
      Weights weights = network.drawing(fitting.program().weights());
      SavedModel.write(
          folder.file("savedmodel"), network.served(), weights, Map.of("application", APPLICATION));
      try (Drawing drawing = new Drawing(network, weights)) {
        new TrainReport(this, network, fitting.program(), history, best.bestEpoch(), test)
            .write(folder, drawing);
      }
      return test;
    }
  }

  private Map<String, String> about(Network network) {
    Map<String, String> about = Resume.about("vae train", config.options());
    about.putAll(network.metadata());
    about.put(DATA, data.sha256());
    return about;
  }
}
