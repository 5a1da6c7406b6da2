package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Epoch;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json}, {@code report.html} and files to listen to. */
record DenoiseReport(
    DenoiseConfig config,
    MaskNetwork network,
    Corpus corpus,
    String sha256,
    List<Epoch> history,
    int bestEpoch,
    Scores scores,
    long parameters) {

  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
    new Listening(scores, network).write(folder);
    html(folder).write(folder.file("report.html"));
  }

  private Map<String, Object> json() {
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", config.data());
    data.put("source", corpus.source());
    data.put("sha256", sha256);
    data.put("training_recordings", corpus.train().takes());
    data.put("training_noises", corpus.train().noises().size());
    data.put("validation_recordings", corpus.validation().takes());
    data.put("test_recordings", corpus.test().takes());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "timeseries");
    json.put("metrics", scores.toMap());
    json.put("parameters", parameters);
    json.put("seed", config.seed());
    json.put("precision", config.precision().resolved().toString());
    json.put("model", config.model() + "_mask");
    json.put("data", data);
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", config.options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private HtmlReport html(RunFolder folder) {
    HtmlReport page =
        new HtmlReport("Taking noise off " + config.data())
            .subtitle(
                "%s: %d recordings and %d noises to train on, %d and %d to validate, %d and %d to test"
                    .formatted(
                        corpus.source(),
                        corpus.train().takes(),
                        corpus.train().noises().size(),
                        corpus.validation().takes(),
                        corpus.validation().noises().size(),
                        corpus.test().takes(),
                        corpus.test().noises().size()));
    Listening listening = new Listening(scores, network);
    listening.tiles(page);
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    page.tile("parameters", Format.count(parameters))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
    listening.sections(page);
    curves(page);
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(config.options())
        .section("How to use it", "On other recordings, which are cleaned while they are read:")
        .code(
            """
            ./vivarium timeseries denoise run --run %1$s --out cleaned RECORDING.wav
            ./vivarium timeseries denoise evaluate --run %1$s"""
                .formatted(folder.dir()));
    return page;
  }

  private void curves(HtmlReport page) {
    page.section(
            "Learning curves",
            "Every mixture is made when it is asked for: another sentence, another part of a noise, another"
                + " ratio from %d to %d dB, so that none is ever seen twice. The loss is %s."
                    .formatted(
                        (int) Mixtures.QUIETEST, (int) Mixtures.LOUDEST, loss(config.loss())))
        .lookFor(
            "A training loss above the validation loss: the mixtures it trains on are harder, with voices and"
                + " noises bent out of shape. A validation loss that rises: the voices or the noises it trains"
                + " on are too few.")
        .finding(History.diagnosis(history))
        .text("The weights of epoch " + bestEpoch + " were kept.");
    for (LineChart chart : History.charts(history)) {
      page.figure(chart, "");
    }
  }

  private static String loss(String loss) {
    return switch (loss) {
      case DenoiseConfig.SPECTRUM -> "how far magnitudes to the power of 0.3 are apart";
      case DenoiseConfig.SI_SDR -> "the negative ratio of signal to distortion, over ten";
      default ->
          "how far magnitudes to the power of 0.3 are apart, five times, less a tenth of the ratio of"
              + " signal to distortion in dB";
    };
  }
}
