package org.vivarium.apps.vision;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Version;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.kernel.Precision;
import org.vivarium.metrics.Classification;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;
import org.vivarium.serving.ImageClassifier;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** {@code evaluate}: measures a finished run on test images. */
final class Evaluate {
  static final Command COMMAND =
      new Command(
          "evaluate",
          "Measures a trained classifier on the test images of its own or another data set.",
          "--run " + Train.DEFAULT_OUT + " --through-djl",
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'train'", Train.DEFAULT_OUT),
              Flags.option("data", "NAME", "the data set", "that of the run"),
              Flags.dataDir(),
              Flags.flag("through-djl", "run the exported model through DJL's Predictor"),
              Flags.precision("float32"),
              Flags.option("out", "FOLDER", "also write report.html and report.json here"),
              Flags.quiet()),
          Evaluate::run);

  private static final int AT_ONCE = 256;
  private static final long ROOM = 20L << 20;

  private Evaluate() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(Train.DEFAULT_OUT));
    JsonObject report = Classifier.report(run);
    JsonObject config = report.getAsJsonObject("config");
    String data = a.text("data").orElse(config.get("data").getAsString());
    Precision precision = Precision.of(a.text("precision").orElse("float32"));
    Classifier classifier = Classifier.ofJson(report);
    ImageSets.Options loading =
        new ImageSets.Options(
            Math.max(8, classifier.height()), config.get("seed").getAsLong(), a.flag("quiet"));
    ImageSet set = classifier.fitted(ImageSets.load(data, Config.dataDir(a).orElse(null), loading));
    classifier.check(set.test());
    Optional<RunFolder> out = a.path("out").map(dir -> RunFolder.create(dir, ROOM));
    float[][] probabilities =
        a.flag("through-djl")
            ? throughDjl(run, set.test())
            : direct(run, classifier, precision, set.test());
    Classification test =
        Classification.of(set.test().labels(), probabilities, classifier.classes());
    test.scores("test_").forEach((name, value) -> System.out.printf("%s %.4f%n", name, value));
    if (out.isPresent()) {
      write(out.get(), run, data, set, test);
    }
  }

  private static float[][] direct(
      Path run, Classifier classifier, Precision precision, Images images) throws IOException {
    try (Inference inference = new Inference(classifier, precision)) {
      inference.load(Safetensors.read(Checkpoint.best(run)));
      return inference.predict(images);
    }
  }

  /** The exported SavedModel, as any DJL program would use it. */
  static float[][] throughDjl(Path run, Images images) throws IOException {
    float[][] rows = new float[images.size()][];
    try (ImageClassifier model = ImageClassifier.load(run.resolve("savedmodel"))) {
      for (int at = 0; at < rows.length; at += AT_ONCE) {
        int n = Math.min(AT_ONCE, rows.length - at);
        float[][] some = model.probabilities(Predict.pixels(images, at, n));
        System.arraycopy(some, 0, rows, at, n);
      }
    }
    return rows;
  }

  private static void write(
      RunFolder folder, Path run, String data, ImageSet set, Classification test)
      throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "vision");
    json.put("run", run.toString());
    json.put("metrics", test.scores("test_"));
    json.put("data", data);
    json.put("versions", Versions.of(Version.text()));
    json.put("test", test.toMap());
    folder.json("report.json", json);
    HtmlReport page = new HtmlReport("Evaluation on " + data).subtitle(set.source());
    Sections.tiles(page, test);
    Sections.results(page, test, set.test());
    page.write(folder.file("report.html"));
  }
}
