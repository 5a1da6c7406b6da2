package org.vivarium.apps.vision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.TrainingRun;
import org.vivarium.cli.Version;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.metrics.Classification;
import org.vivarium.metrics.Neighbours;
import org.vivarium.metrics.Pca;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.ScatterChart;
import org.vivarium.report.Versions;

/**
 * {@code embed}: writes what a network sees in images, and says how far that tells classes apart.
 */
final class Embed {
  static final String DEFAULT_OUT = "runs/embed/vectors.csv";
  static final Command COMMAND =
      new Command(
          "embed",
          "Writes the features below a network's head, and how well they tell classes apart.",
          "--weights runs/vision --data digits --limit 1000 --out " + DEFAULT_OUT,
          List.of(
              Flags.option(
                  "weights", "NAME", "a file of weights, a run folder, or a run or model by name"),
              Flags.option(
                  "model",
                  "NAME",
                  "the architecture, where the weights do not say it: see 'train'"),
              Flags.option("image-size", "PIXELS", "side of the images", "as the weights expect"),
              Flags.data("digits", String.join(", ", ImageSets.names())),
              Flags.dataDir(),
              Flags.limit(),
              Flags.option("neighbours", "K", "that vote on the class of an image", 5),
              Flags.option("l2", "X", "penalty on the weights of the linear probe", .01),
              Flags.seed(1),
              Flags.precision("float32"),
              Flags.option(
                  "out",
                  "FILE",
                  "the vectors, .csv or .npy; report.html goes beside it",
                  DEFAULT_OUT),
              Flags.quiet()),
          Embed::run);

  private static final long ROOM = 50L << 20;
  private static final int MOST_DIGITS = 14; // of a number in the file
  private static final int MOST_POINTS = 1500;

  /** What is asked for, as it stands in the report. */
  private record Asked(
      String weights, String data, int neighbours, double l2, Precision precision) {
    Map<String, Object> options() {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("weights", weights);
      map.put("data", data);
      map.put("neighbours", neighbours);
      map.put("l2", l2);
      map.put("precision", precision.toString());
      return map;
    }
  }

  /** The vectors of all images, and how well those of the test images were told apart by others. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  private record Outcome(
      float[][] known, float[][] asked, Classification neighbours, Classification probe) {}

  private Embed() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    Path folder = folder(out);
    Asked asked =
        new Asked(
            Finetune.weights(a),
            a.text("data").orElse("digits"),
            a.integer("neighbours", 5, 1, 10_000),
            a.number("l2", .01, 0, 1e6),
            Precision.of(a.text("precision").orElse("float32")).resolved());
    Pretrained pretrained = Pretrained.read(asked.weights);
    Classifier classifier = pretrained.classifier(a, a.flag("quiet"));
    ImageSet set = images(a, classifier);
    Outcome outcome = outcome(asked, pretrained, classifier, set);
    long numbers = (long) outcome.known[0].length * (set.train().size() + set.test().size());
    RunFolder made = RunFolder.create(folder, ROOM + MOST_DIGITS * numbers);
    VectorFile.write(
        out,
        List.of(
            new VectorFile.Part("train", set.train(), outcome.known),
            new VectorFile.Part("test", set.test(), outcome.asked)));
    made.json("report.json", json(asked, outcome));
    html(asked, set, outcome, out).write(made.file("report.html"));
    System.out.printf(
        "neighbours_accuracy %.4f%nprobe_accuracy %.4f%nvectors %s%nreport %s%n",
        outcome.neighbours.accuracy(),
        outcome.probe.accuracy(),
        out,
        out.resolveSibling("report.html"));
  }

  /** Where the file will lie, after a look whether its name will do. */
  private static Path folder(Path out) throws IOException {
    if (!out.toString().endsWith(VectorFile.CSV) && !out.toString().endsWith(VectorFile.NPY)) {
      throw new IllegalArgumentException(
          "--out is '%s'; it must be a file that ends in .csv or .npy".formatted(out));
    }
    Path folder = out.toAbsolutePath().getParent();
    if (TrainingRun.isRun(folder)) {
      throw new IllegalArgumentException(
          "'%s' holds a run, whose report would be lost: choose another folder with --out"
              .formatted(folder));
    }
    return folder;
  }

  private static ImageSet images(Arguments a, Classifier classifier) throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("model", classifier.model());
    defaults.put("image-size", Integer.toString(Math.max(8, classifier.height())));
    Config config = Config.parse(a.or(defaults));
    return classifier.fitted(Data.load(config, Config.dataDir(a).orElse(null), a.flag("quiet")));
  }

  private static Outcome outcome(
      Asked asked, Pretrained pretrained, Classifier classifier, ImageSet set) {
    try (Program program = new Program(0, asked.precision)) {
      Value image = classifier.image(program);
      Value features = classifier.features().build(program.serving(), image);
      program.load(pretrained.below(classifier.head(), program));
      float[][] known = Inference.predict(program, features, set.train());
      float[][] others = Inference.predict(program, features, set.test());
      int[] labels = set.train().labels();
      List<String> classes = set.train().classes();
      int n = classes.size();
      float[][] votes = Neighbours.votes(known, labels, n, others, asked.neighbours);
      float[][] probe = LinearProbe.probabilities(known, labels, n, others, asked.l2);
      return new Outcome(
          known,
          others,
          Classification.of(set.test().labels(), votes, classes),
          Classification.of(set.test().labels(), probe, classes));
    }
  }

  private static Map<String, Object> json(Asked asked, Outcome outcome) {
    Map<String, Object> metrics = new LinkedHashMap<>(outcome.neighbours.scores("neighbours_"));
    metrics.putAll(outcome.probe.scores("probe_"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "vision");
    json.put("metrics", metrics);
    json.put("width", outcome.known[0].length);
    json.put("config", asked.options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private static HtmlReport html(Asked asked, ImageSet set, Outcome outcome, Path out) {
    HtmlReport page =
        new HtmlReport("What %s sees in %s".formatted(asked.weights, asked.data))
            .subtitle(set.source())
            .tile(
                "nearest neighbours",
                Format.percent(outcome.neighbours.accuracy()),
                "accuracy, k = %d, cosine".formatted(asked.neighbours))
            .tile("linear probe", Format.percent(outcome.probe.accuracy()), "accuracy")
            .tile("features", Format.count(outcome.known[0].length), "numbers for each image")
            .tile("images", Format.count(set.train().size()), set.test().size() + " to test");
    page.section(
            "Features",
            "What the head of the network would be given for each image, as a point. Neighbours and the"
                + " probe know the training images; the network itself learns nothing here.")
        .lookFor(
            "Clouds that lie apart: a head alone will tell these classes. Clouds that lie on each other"
                + " here may still be apart in the other components: the linear probe knows.")
        .figure(scatter(set.test(), Pca.of(outcome.known, 2), outcome.asked), "")
        .finding(finding(asked, outcome, set));
    page.section("The linear probe", "Logistic regression on the features, on the test images.");
    Sections.results(page, outcome.probe, set.test());
    page.section("How it was made", "The same command gives the same numbers.")
        .facts(asked.options())
        .text("The vectors are in '%s'.".formatted(out.getFileName()));
    return page;
  }

  private static String finding(Asked asked, Outcome outcome, ImageSet set) {
    double chance = IntStream.of(set.test().counts()).max().orElse(0) / (double) set.test().size();
    return "Always naming the most frequent class would be right for %s; the vote of %d neighbours is for %s, the probe for %s."
        .formatted(
            Format.percent(chance),
            asked.neighbours,
            Format.percent(outcome.neighbours.accuracy()),
            Format.percent(outcome.probe.accuracy()));
  }

  private static ScatterChart scatter(Images test, Pca pca, float[][] vectors) {
    ScatterChart chart =
        ScatterChart.of(
            "Test images by their two strongest components",
            "first component, %s of the variance".formatted(Format.percent(pca.shares()[0])),
            "second component, %s".formatted(Format.percent(pca.shares()[1])));
    int shown = Math.min(vectors.length, MOST_POINTS);
    for (int c = 0; c < test.classes().size(); c++) {
      int label = c;
      chart =
          chart.group(
              test.classes().get(c),
              IntStream.range(0, shown)
                  .filter(i -> test.labels()[i] == label)
                  .mapToObj(i -> pca.project(vectors[i]))
                  .map(p -> new ScatterChart.Point(p[0], p[1]))
                  .toList());
    }
    return chart;
  }
}
