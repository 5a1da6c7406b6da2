package org.vivarium.apps.timeseries.forecast;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vivarium.cli.Note;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/** One run from a series in memory to a run folder. */
record Job(Config config, Cut cut, Path out, boolean quiet) {
  private static final Set<String> FIXED =
      Set.of(
          "data",
          "columns",
          "model",
          "look-back",
          "horizon",
          "loss",
          "levels",
          "units",
          "layers",
          "patch");

  /** The network that the config asks for. */
  static Architecture architecture(Config config, Cut cut) {
    return new Architecture(
        config.model(),
        cut.windows().lookBack(),
        cut.windows().horizon(),
        cut.columns(),
        cut.features(),
        config.quantiles() ? config.levels() : List.of(),
        config.units(),
        config.layers(),
        config.dropout(),
        config.patch(),
        config.patchStride());
  }

  /**
   * Trains and writes the run folder.
   *
   * @param resume the checkpoint to go on from, if any
   * @return how the floors and the network do on the last part; the network is the last but for its
   *     passes with dropout
   */
  List<Outcome> run(Resume resume) throws IOException {
    Architecture architecture = architecture(config, cut);
    resume.compare(config.options(), FIXED, quiet);
    resume.checkData(Store.DATA, cut.series().sha256(), "rows");
    Optional<Checkpoint.Saved> saved = resume.saved();
    try (Fitting fitting = new Fitting(architecture, config.seed(), config.precision())) {
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), saved.isPresent());
      EarlyStopping best = here.best(config.patience(), 0, 1);
      List<Epoch> history =
          fitting.fit(
              config,
              cut,
              here.listeners(
                  folder,
                  best,
                  Store.about(config, cut, architecture, cut.series().sha256()),
                  "windows"),
              before(saved));
      SavedModel.write(
          folder.file("savedmodel"),
          architecture.served(),
          fitting.program().weights(),
          Map.of("application", "timeseries/forecasting"));
      List<Forecaster> forecasters = new ArrayList<>(floors());
      forecasters.addAll(networks(config, cut, fitting));
      List<Outcome> outcomes = outcomes(forecasters);
      new TrainReport(this, fitting, history, best.bestEpoch(), outcomes).write(folder);
      return outcomes;
    }
  }

  private List<Forecaster> floors() {
    Note.of(quiet, "fitting the floors");
    return Floors.of(cut, config.levels(), config.limit());
  }

  /** The network as it is served, and with dropout where it has some. */
  static List<Forecaster> networks(Config config, Cut cut, Fitting fitting) {
    List<Forecaster> networks = new ArrayList<>();
    networks.add(Networks.served(fitting, cut, config.levels()));
    if (config.passes() > 0 && fitting.architecture().drops()) {
      networks.add(Networks.dropout(fitting, cut, config.levels(), config.passes()));
    }
    return networks;
  }

  private List<Outcome> outcomes(List<Forecaster> forecasters) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Forecaster forecaster : forecasters) {
      Note.of(quiet, "testing %s", forecaster.name());
      outcomes.add(Outcome.of(forecaster, cut, cut.testing(), config.levels()));
    }
    return outcomes;
  }

  private static Fitting.Checkpointed before(Optional<Checkpoint.Saved> saved) {
    return new Fitting.Checkpointed() {
      @Override
      public void restore(Program program) {
        saved.ifPresent(s -> program.restore(s.state()));
      }

      @Override
      public List<Epoch> history() {
        return saved.map(Checkpoint.Saved::history).orElse(List.of());
      }
    };
  }
}
