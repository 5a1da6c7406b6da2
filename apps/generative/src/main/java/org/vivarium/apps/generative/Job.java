package org.vivarium.apps.generative;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.TrainingRun;
import org.vivarium.data.HeldOut;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;

/** One run from images in memory to a run folder. */
record Job(Config config, HeldOut data, Path out, boolean quiet) {
  private static final String APPLICATION = "cv/image_generation"; // as DJL calls it

  /**
   * Trains and writes the run folder.
   *
   * @return how well the test images are explained
   */
  Score run() throws IOException {
    Network network = Network.of(config, data.training());
    try (Fitting fitting = new Fitting(config, network)) {
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), false);
      EarlyStopping best = here.best(EarlyStopping.NEVER, 0, 1);
      List<Epoch> history =
          fitting.fit(
              data.training(),
              data.validation(),
              here.listeners(folder, best, about(network), "images"));
      Score test = fitting.score(data.set().test());
      Weights weights = fitting.program().weights();
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
    Map<String, String> about = new LinkedHashMap<>(network.metadata());
    about.put("options", new Gson().toJson(config.options()));
    about.put("data", data.sha256());
    return about;
  }
}
