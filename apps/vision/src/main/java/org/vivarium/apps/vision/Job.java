package org.vivarium.apps.vision;

import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.data.HeldOut;
import org.vivarium.data.Images;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Program;
import org.vivarium.metrics.Classification;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/**
 * One run from images in memory to a run folder, whatever its network begins from.
 *
 * @param verb that asked for it
 * @param options all that has a part in its numbers, by name, as it could be typed
 * @param transfer what was taken over from other weights
 */
record Job(
    String verb,
    Config config,
    Map<String, String> options,
    Classifier classifier,
    HeldOut data,
    Plan plan,
    Optional<Transfer> transfer,
    Path out,
    boolean quiet) {
  private static final Gson GSON = new Gson();
  private static final String DATA = "data";
  private static final Set<String> FIXED =
      Set.of("model", "data", "weights", "freeze"); // a checkpoint holds for these only

  /**
   * Trains and writes the run folder.
   *
   * @param begin sets the weights to begin from
   * @param resume the checkpoint to go on from, if any
   * @return how the test images were classified
   */
  Classification run(Consumer<Program> begin, Resume resume) throws IOException {
    Images test = data.set().test();
    Map<String, String> about = about();
    resume.compare(options, FIXED, quiet);
    resume.checkData(DATA, data.sha256(), "images");
    resume.check(Pretrained.CLASSIFIER, about, "network");
    Optional<Checkpoint.Saved> saved = resume.saved();
    try (Fitting fitting =
        new Fitting(config, classifier, plan, data.training(), data.validation())) {
      begin.accept(fitting.program());
      saved.ifPresent(s -> fitting.program().restore(s.state()));
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), saved.isPresent());
      int patience = config.patience() == 0 ? EarlyStopping.NEVER : config.patience();
      EarlyStopping best = here.best(patience, config.minDelta(), config.startFromEpoch());
      List<Epoch> history =
          fitting.fit(
              here.listeners(folder, best, about, "images"),
              saved.map(Checkpoint.Saved::history).orElse(List.of()));
      Classification result =
          Classification.of(test.labels(), fitting.predict(test), classifier.classes());
      SavedModel.writeImageClassifier(
          folder.file("savedmodel"),
          classifier.network(),
          fitting.program().weights(),
          classifier.height(),
          classifier.width(),
          classifier.channels(),
          classifier.classes());
      new TrainReport(this, history, best, result).write(folder, fitting.program());
      return result;
    }
  }

  /** What a checkpoint must agree in, and the options, which it may differ in. */
  private Map<String, String> about() {
    Map<String, String> about = Resume.about(verb, options);
    about.put(Pretrained.CLASSIFIER, GSON.toJson(classifier.toMap()));
    about.put(DATA, data.sha256());
    return about;
  }
}
