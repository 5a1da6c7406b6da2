package org.vivarium.apps.timeseries.classify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.audio.Sound;
import org.vivarium.audio.SpeechFeatures;
import org.vivarium.cli.Version;
import org.vivarium.kernel.Epoch;
import org.vivarium.metrics.Classification;
import org.vivarium.report.ClassResults;
import org.vivarium.report.Format;
import org.vivarium.report.History;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.report.Recording;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Spectrogram;
import org.vivarium.report.Versions;

/** What a training run tells: {@code report.json} and {@code report.html}. */
record ClassifyReport(
    ClassifyConfig config,
    SeriesNetwork network,
    SpokenSet set,
    String sha256,
    List<Epoch> history,
    int bestEpoch,
    Classification test,
    Classification floor,
    long parameters) {
  static final String ADVICE = "More dropout and fewer epochs help.";

  private static final int MISTAKES = 12;
  private static final int SHOWN = 10;

  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
    html(folder).write(folder.file("report.html"));
  }

  private Map<String, Object> json() {
    Map<String, Object> metrics = new LinkedHashMap<>(test.scores("test_"));
    metrics.putAll(floor.scores("floor_"));
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", config.data());
    data.put("source", set.source());
    data.put("sha256", sha256);
    data.put("training_recordings", set.training().size());
    data.put("validation_recordings", set.validation().size());
    data.put("test_recordings", set.test().size());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "timeseries");
    json.put("metrics", metrics);
    json.put("parameters", parameters);
    json.put("seed", config.seed());
    json.put("precision", config.precision().resolved().toString());
    json.put("model", config.model());
    json.put("data", data);
    json.put("best_epoch", bestEpoch);
    json.put("history", History.json(history));
    json.put("config", config.options());
    json.put("versions", Versions.of(Version.text()));
    json.put("test", test.toMap());
    return json;
  }

  private HtmlReport html(RunFolder folder) {
    HtmlReport page =
        new HtmlReport("Spoken words of " + config.data())
            .subtitle(
                "%s: %d recordings to train on, %d to validate, %d to test"
                    .formatted(
                        set.source(),
                        set.training().size(),
                        set.validation().size(),
                        set.test().size()));
    ClassResults results = new ClassResults(test, "recordings");
    results.tiles(page);
    double seconds = history.stream().mapToDouble(Epoch::seconds).sum();
    page.tile("parameters", Format.count(parameters))
        .tile("training", Format.seconds(seconds), history.size() + " epochs");
    words(page);
    floor(page);
    results.sections(page, ADVICE);
    mistakes(page);
    curves(page);
    use(page, folder);
    return page;
  }

  /** One training recording of each class. */
  private void words(HtmlReport page) {
    page.section(
            "What it hears",
            "A training recording of each class, as a person hears it, and as the network is given it: every"
                + " 10 ms the loudness of %d bands, as far apart as the ear hears them%s."
                    .formatted(
                        network.features().bands(),
                        network.features().coefficients() == 0
                            ? ""
                            : ", in %d coefficients of their cosine transform"
                                .formatted(network.features().coefficients())))
        .lookFor(
            "Vowels are stacks of stripes; hissed sounds are clouds at the top. Listen for clicks, clipped"
                + " words and wrong labels: what a person cannot tell apart, a network learns by heart.");
    List<Recording> recordings = new ArrayList<>();
    List<Spectrogram> pictures = new ArrayList<>();
    for (int c = 0; c < Math.min(SHOWN, set.classes().size()); c++) {
      int at = set.training().labels().indexOf(c);
      if (at >= 0) {
        Sound sound = set.training().sounds().get(at);
        recordings.add(new Recording(set.classes().get(c), sound.wav()));
        pictures.add(picture(set.classes().get(c), sound));
      }
    }
    page.recordings(recordings);
    pictures.forEach(picture -> page.figure(picture, ""));
  }

  /** The bands of the filter bank, in powers again. */
  private Spectrogram picture(String title, Sound sound) {
    float[][] bands =
        new SpeechFeatures(config.rate(), network.features().bands(), 0, false).of(sound.samples());
    for (float[] step : bands) {
      for (int band = 0; band < step.length; band++) {
        step[band] = (float) Math.exp(step[band]);
      }
    }
    return Spectrogram.of(title, bands, sound.seconds(), "mel band");
  }

  private void floor(HtmlReport page) {
    double gain = test.accuracy() - floor.accuracy();
    double doubt = Math.sqrt(test.accuracy() * (1 - test.accuracy()) / test.examples());
    page.section(
            "What averages can do",
            "Logistic regression on the mean of each feature over the beginning, the middle and the end of"
                + " a recording. It knows no more of time than that.")
        .lookFor("A network that is no better than this has not made use of the order of sounds.")
        .table(
            List.of("", "accuracy", "macro F1", "log loss", "calibration error"),
            List.of(row(config.model(), test), row("averages", floor)))
        .finding(
            "The network is %s by %.1f points of accuracy; with %d recordings a difference below %.1f points may be chance."
                .formatted(
                    gain >= 0 ? "ahead" : "behind",
                    100 * Math.abs(gain),
                    test.examples(),
                    100 * 2 * doubt));
  }

  private static List<Object> row(String name, Classification c) {
    return List.of(name, c.accuracy(), c.macroF1(), c.logLoss(), c.calibration().ece());
  }

  private void mistakes(HtmlReport page) {
    List<Recording> wrong =
        IntStream.range(0, test.examples())
            .filter(i -> test.answer(i) != test.label(i))
            .boxed()
            .sorted((a, b) -> Double.compare(test.confidence(b), test.confidence(a)))
            .limit(MISTAKES)
            .map(
                i ->
                    new Recording(
                        "%s is %s, called %s (%.0f %%)"
                            .formatted(
                                set.test().sounds().get(i).name(),
                                set.classes().get(test.label(i)),
                                set.classes().get(test.answer(i)),
                                100 * test.confidence(i)),
                        set.test().sounds().get(i).wav()))
            .toList();
    page.section("Mistakes to listen to", "The mistakes of which the network was surest.");
    if (wrong.isEmpty()) {
      page.finding("There is none.");
    } else {
      page.recordings(wrong);
    }
  }

  private void curves(HtmlReport page) {
    page.section("Learning curves", "The loss is the mean cross-entropy of the recordings.")
        .lookFor(
            "Both curves fall: go on. Training falls and validation rises: over-fitting; --mask yes, dropout"
                + " and fewer units help.")
        .finding(History.diagnosis(history))
        .text("The weights of epoch " + bestEpoch + " were kept.");
    for (LineChart chart : History.charts(history)) {
      page.figure(chart, "");
    }
  }

  private void use(HtmlReport page, RunFolder folder) {
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(config.options())
        .section("How to use it", "From the command line, and in DJL:")
        .code(
            """
            ./vivarium timeseries classify predict --run %1$s RECORDING.wav

            // Java, ai.djl: features by org.vivarium.audio.SpeechFeatures, %2$d a step
            Criteria<float[][], Classifications> criteria = Criteria.builder()
                .setTypes(float[][].class, Classifications.class)
                .optModelPath(Path.of("%1$s/savedmodel"))
                .optTranslatorFactory(new SeriesTranslatorFactory())
                .build();"""
                .formatted(folder.dir(), network.size()));
  }
}
