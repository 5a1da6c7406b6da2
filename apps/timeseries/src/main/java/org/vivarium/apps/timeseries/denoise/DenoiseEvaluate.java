package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.cli.Version;
import org.vivarium.data.DataDir;
import org.vivarium.kernel.Native;
import org.vivarium.kernel.Weights;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** {@code denoise evaluate}: measures a finished run beside both floors, on one core. */
public final class DenoiseEvaluate {
  public static final Command COMMAND =
      new Command(
          "denoise evaluate",
          "Measures a trained network beside both floors on the test recordings of its own or another data set.",
          "--run " + DenoiseTrain.DEFAULT_OUT,
          List.of(
              Flags.option(
                  "run", "FOLDER", "a run folder of 'denoise train'", DenoiseTrain.DEFAULT_OUT),
              Flags.option("data", "NAME", "the data set", "that of the run"),
              Flags.option("test-speaker", "NAME", "of fsdd: whom to test on", "that of the run"),
              Flags.dataDir(),
              Flags.option("out", "FOLDER", "also write report.html and report.json here")),
          DenoiseEvaluate::run);

  private static final long ROOM = 50L << 20;

  private DenoiseEvaluate() {}

  private static void run(Arguments a) throws IOException {
    Native.oneThread();
    Path run = a.path("run").orElse(Path.of(DenoiseTrain.DEFAULT_OUT));
    Weights weights = Denoiser.weights(run);
    MaskNetwork network = MaskNetwork.ofWeights(weights);
    DenoiseConfig config = DenoiseConfig.parse(a.or(Resume.optionsOf(weights)));
    Corpus corpus = Corpus.load(config, DataDir.resolve(a.path("data-dir").orElse(null)));
    List<Trial> trials = Trial.of(corpus.test(), network.rate());
    try (Denoiser denoiser = Denoiser.of(network, weights)) {
      Scores scores = Scores.of(denoiser, network.stft(), network.rate(), trials);
      scores.print();
      System.out.printf(
          "real_time_factor %.4f%ncore_time_factor %.4f%n",
          scores.pace().wall(), scores.pace().core());
      if (a.path("out").isPresent()) {
        write(RunFolder.create(a.path("out").get(), ROOM), run, config, network, scores);
      }
    }
  }

  private static void write(
      RunFolder folder, Path run, DenoiseConfig config, MaskNetwork network, Scores scores)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "timeseries");
    json.put("run", run.toString());
    json.put("data", config.data());
    json.put("metrics", scores.toMap());
    json.put("real_time_factor", scores.pace().wall());
    json.put("core_time_factor", scores.pace().core());
    json.put("versions", Versions.of(Version.text()));
    folder.json("report.json", json);
    Listening listening = new Listening(scores, network);
    listening.write(folder);
    HtmlReport page = new HtmlReport("Taking noise off " + config.data());
    listening.tiles(page);
    page.tile(
        "real-time factor",
        "%.3f".formatted(scores.pace().wall()),
        "seconds on one core for a second of sound; at work for %.3f"
            .formatted(scores.pace().core()));
    listening.sections(page);
    page.write(folder.file("report.html"));
  }
}
