package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
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
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/** {@code denoise train}: from speech and noise to a run folder. */
public final class DenoiseTrain {
  static final String DEFAULT_OUT = "runs/denoise";

  public static final Command COMMAND =
      new Command(
          "denoise train",
          "Trains a network to take noise off speech, measures it on a voice and noises that it never heard,"
              + " and writes a run folder.",
          "--data voices --epochs 6 --seed 1 --out " + DEFAULT_OUT,
          Flags.training(DenoiseConfig.OPTIONS, DEFAULT_OUT),
          DenoiseTrain::run);

  private static final String DATA = "data_sha256";
  private static final Set<String> FIXED =
      Set.of("data", "test-speaker", "rate", "model", "units", "layers", "width", "depth");

  private DenoiseTrain() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "timeseries", COMMAND.name(), out);
    DenoiseConfig config = DenoiseConfig.parse(a.or(resume.options()));
    Path dataDir = DataDir.resolve(a.path("data-dir").orElse(null));
    Corpus corpus = Corpus.load(config, dataDir).limited(config.limit());
    Scores scores = train(config, corpus, out, quiet, resume);
    scores.print();
    System.out.printf("report %s%n", out.resolve("report.html"));
  }

  private static Scores train(
      DenoiseConfig config, Corpus corpus, Path out, boolean quiet, Resume resume)
      throws IOException {
    MaskNetwork network = MaskNetwork.of(config);
    String sha256 = corpus.sha256();
    resume.compare(config.options(), FIXED, quiet);
    resume.checkData(DATA, sha256, "recordings");
    Optional<Checkpoint.Saved> saved = resume.saved();
    List<Trial> trials = Trial.of(corpus.test(), network.rate());
    Map<String, String> about = Resume.about(COMMAND.name(), config.options());
    about.putAll(network.metadata());
    about.put(DATA, sha256);
    try (DenoiseFitting fitting = new DenoiseFitting(config, network)) {
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), saved.isPresent());
      EarlyStopping best = here.best(EarlyStopping.NEVER, 0, 1);
      saved.ifPresent(s -> fitting.program().restore(s.state()));
      List<Epoch> history =
          fitting.fit(
              corpus,
              here.listeners(folder, best, about, "mixtures"),
              saved.map(Checkpoint.Saved::history).orElse(List.of()));
      SavedModel.write(
          folder.file("savedmodel"), network.served(), fitting.program().weights(), Map.of());
      Scores scores = scores(network, fitting, trials);
      new DenoiseReport(
              config,
              network,
              corpus,
              sha256,
              history,
              best.bestEpoch(),
              scores,
              fitting.program().size())
          .write(folder);
      return scores;
    }
  }

  private static Scores scores(MaskNetwork network, DenoiseFitting fitting, List<Trial> trials) {
    try (Denoiser denoiser = Denoiser.of(network, fitting.program().weights())) {
      return Scores.of(denoiser, network.stft(), network.rate(), trials);
    }
  }
}
