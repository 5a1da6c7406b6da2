package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.apps.nlp.Tokenization;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/** One run from tokens in memory to a run folder. */
record Job(Config config, Material material, Path out, boolean quiet) {
  private static final String APPLICATION = "nlp/text_generation"; // as DJL calls it
  private static final String DATA = "data";

  /**
   * Trains and writes the run folder.
   *
   * @return nats for each token of the validation text
   */
  double run(Resume resume) throws IOException {
    Network network = Network.of(config, material);
    Map<String, String> about = about(network);
    resume.checkData(DATA, about.get(DATA), "text");
    resume.check("network", about, "network");
    try (Fitting fitting = new Fitting(config, network, material);
        Author author = new Author(network, material.encoder())) {
      resume.saved().ifPresent(saved -> fitting.program().restore(saved.state()));
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), resume.saved().isPresent());
      folder.bytes(Tokenization.FILE, material.tokenizer());
      int patience = config.patience() == 0 ? EarlyStopping.NEVER : config.patience();
      EarlyStopping best = here.best(patience, 0, 1);
      Moments moments = new Moments(author, folder, config.seed());
      List<Listener> listeners = new ArrayList<>(here.listeners(folder, best, about, "windows"));
      listeners.add(listeners.size() - 1, moments); // before the line that says the epoch is over
      List<Epoch> history =
          fitting.fit(listeners, resume.saved().map(Checkpoint.Saved::history).orElse(List.of()));
      Weights weights = fitting.program().weights();
      SavedModel.write(
          folder.file("savedmodel"),
          network.model(0).model(config.context()),
          weights,
          Map.of("application", APPLICATION));
      author.load(weights);
      double nats = history.get(best.bestEpoch() - 1).validation().get("loss");
      new TrainReport(this, network, history, best.bestEpoch(), nats)
          .write(folder, fitting, author, moments.texts());
      return nats;
    }
  }

  private Map<String, String> about(Network network) {
    Map<String, String> about = new LinkedHashMap<>(network.metadata());
    about.putAll(Resume.about(LmTrain.NAME, config.options()));
    about.put(DATA, material.corpus().sha256());
    return about;
  }
}
