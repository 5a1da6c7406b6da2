package org.vivarium.apps.generative;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.ProgressListener;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Weights;
import org.vivarium.report.CsvLog;
import org.vivarium.report.RunFolder;
import org.vivarium.report.TensorBoard;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** One run from images in memory to a run folder. */
record Job(Config config, Data data, Path out, boolean quiet) {
  private static final String APPLICATION = "cv/image_generation"; // as DJL calls it
  private static final int TENSORBOARD_EVERY = 20;
  private static final int COPIES = 5; // of the weights: a checkpoint with two slots, best, model
  private static final long ROOM = 50L << 20; // for the report and what lies beside it

  /**
   * Trains and writes the run folder.
   *
   * @return how well the test images are explained
   */
  Score run() throws IOException {
    Network network = Network.of(config, data.training());
    try (Fitting fitting = new Fitting(config, network)) {
      RunFolder folder = folder(fitting.program().size());
      EarlyStopping best = best();
      List<Epoch> history =
          fitting.fit(data.training(), data.validation(), listeners(folder, best, network));
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

  /** Makes the folder; what an earlier run left in it is moved aside, not overwritten. */
  private RunFolder folder(long parameters) throws IOException {
    if (Files.exists(Checkpoint.best(out))) {
      Path aside = out;
      for (int i = 1; Files.exists(aside); i++) {
        aside = out.resolveSibling(out.getFileName() + "." + i);
      }
      Files.move(out, aside);
      if (!quiet) {
        System.err.printf("'%s' held an earlier run; it is now '%s'%n", out, aside);
      }
    }
    return RunFolder.create(out, COPIES * Float.BYTES * parameters + ROOM);
  }

  /** Keeps the best weights and never ends the run early. */
  private EarlyStopping best() {
    return new EarlyStopping(
        "loss",
        false,
        EarlyStopping.NEVER,
        0,
        1,
        () -> {
          try {
            return Safetensors.read(Checkpoint.best(out));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private List<Listener> listeners(RunFolder folder, EarlyStopping best, Network network) {
    Map<String, String> about = new LinkedHashMap<>(network.metadata());
    about.put("options", new Gson().toJson(config.options()));
    about.put("data", data.set().train().contentHash());
    return List.of(
        best,
        new Checkpoint(folder.dir(), best, about),
        new CsvLog(folder.file("history.csv")),
        new TensorBoard(folder.file("tensorboard"), TENSORBOARD_EVERY),
        new ProgressListener("images", quiet));
  }
}
