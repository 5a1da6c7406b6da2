package org.vivarium.apps.timeseries.classify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.data.DataDir;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Trainer;
import org.vivarium.metrics.Classification;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/** {@code classify train}: from spoken words to a run folder. */
public final class ClassifyTrain {
  static final String DEFAULT_OUT = "runs/classify";

  public static final Command COMMAND =
      new Command(
          "classify train",
          "Trains a network to tell spoken words apart by their features, measures it and writes a run folder.",
          "--data voices --model gru --epochs 20 --seed 1 --out " + DEFAULT_OUT,
          Flags.training(ClassifyConfig.OPTIONS, DEFAULT_OUT),
          ClassifyTrain::run);

  private static final String DATA = "data_sha256";
  private static final Set<String> FIXED =
      Set.of("data", "test-speaker", "rate", "features", "centre", "model", "units");

  private ClassifyTrain() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "timeseries", COMMAND.name(), out);
    ClassifyConfig config = ClassifyConfig.parse(a.or(resume.options()));
    SpokenSet set = SpokenSet.load(config, DataDir.resolve(a.path("data-dir").orElse(null)));
    ClassifyReport report = train(config, set, out, quiet, resume);
    System.out.printf(
        "test_accuracy %.4f%nfloor_accuracy %.4f%nreport %s%n",
        report.test().accuracy(), report.floor().accuracy(), out.resolve("report.html"));
  }

  private static ClassifyReport train(
      ClassifyConfig config, SpokenSet set, Path out, boolean quiet, Resume resume)
      throws IOException {
    SeriesNetwork network = SeriesNetwork.of(config, set);
    String sha256 = set.sha256();
    resume.compare(config.options(), FIXED, quiet);
    resume.checkData(DATA, sha256, "recordings");
    Optional<Checkpoint.Saved> saved = resume.saved();
    Map<String, String> about = Resume.about(COMMAND.name(), config.options());
    about.putAll(network.metadata());
    about.put(DATA, sha256);
    try (ClassifyFitting fitting =
        new ClassifyFitting(network, config.seed(), config.precision())) {
      SeriesBatches training = fitting.training(config, set.training());
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), saved.isPresent());
      EarlyStopping best = here.best(EarlyStopping.NEVER, 0, 1);
      int steps = config.epochs() * training.count();
      Trainer trainer =
          fitting.trainer(config, steps, here.listeners(folder, best, about, "recordings"));
      saved.ifPresent(s -> fitting.program().restore(s.state()));
      List<Epoch> before = saved.map(Checkpoint.Saved::history).orElse(List.of());
      List<Epoch> history = fitting.fit(trainer, training, set.validation(), before);
      Classification test =
          Classification.of(
              set.test().labelArray(), fitting.probabilities(set.test()), set.classes());
      Path model = folder.file("savedmodel");
      SavedModel.write(model, network.served(), fitting.program().weights(), network.properties());
      Files.write(model.resolve("synset.txt"), set.classes());
      Averages averages = Averages.fit(network, set.training());
      ClassifyReport report =
          new ClassifyReport(
              config,
              network,
              set,
              sha256,
              history,
              best.bestEpoch(),
              test,
              averages.measure(set.test()),
              fitting.program().size());
      report.write(folder);
      return report;
    }
  }
}
