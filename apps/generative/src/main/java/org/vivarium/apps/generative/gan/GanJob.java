package org.vivarium.apps.generative.gan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vivarium.apps.generative.Judge;
import org.vivarium.apps.generative.Quality;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.data.ImageSet;
import org.vivarium.data.Images;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/** One run from images in memory to a run folder. */
record GanJob(GanConfig config, ImageSet set, String sha256, Path out, boolean quiet) {
  private static final String APPLICATION = "cv/image_generation"; // as DJL calls it
  private static final String DATA = "data_sha256";
  private static final Set<String> FIXED =
      Set.of("model", "data", "latent", "width", "norm", "loss");

  /**
   * Trains and writes the run folder.
   *
   * @param resume the checkpoint to go on from, if any
   * @return how good the images are that it draws
   */
  Quality run(Resume resume) throws IOException {
    GanNetwork network = GanNetwork.of(config, set.train());
    resume.compare(config.options(), FIXED, quiet);
    resume.checkData(DATA, sha256, "images");
    Optional<Checkpoint.Saved> saved = resume.saved();
    try (Judge judge = new Judge(config.data(), set, quiet);
        GanFitting fitting = new GanFitting(config, network);
        Painter painter = new Painter(network)) {
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.size(), saved.isPresent());
      // no loss of a game says how good its pictures are: the last epoch is kept
      EarlyStopping last = here.best(EarlyStopping.NEVER, 0, config.epochs());
      Growth growth = new Growth(folder, painter, config.seed());
      List<Listener> listeners = new ArrayList<>();
      listeners.add(growth);
      listeners.addAll(here.listeners(folder, last, about(network), "images"));
      List<Epoch> history = fitting.fit(set.train(), listeners, saved);
      Weights generator = fitting.average();
      painter.load(generator);
      SavedModel.write(
          folder.file("savedmodel"),
          network.generator().model(),
          generator,
          Map.of("application", APPLICATION));
      Images drawn = painter.images(config.samples(), config.seed(), set.train().classes());
      Quality quality = Quality.of(judge, set, drawn, config.conditional());
      new GanReport(this, fitting, history, quality).write(folder, drawn, growth, judge);
      return quality;
    }
  }

  private Map<String, String> about(GanNetwork network) {
    Map<String, String> about = Resume.about("gan train", config.options());
    about.putAll(network.metadata());
    about.put(DATA, sha256);
    return about;
  }
}
