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
                  "weights", "NAME", "a safetensors file, a run folder, or a run or model by name"),
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
  private static final int MOST_POINTS = 1500;

  /** What the vectors came to. */
  private record Outcome(int width, int k, Classification neighbours, Classification probe) {}

  private Embed() {}

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    Path beside = out.toAbsolutePath().getParent();
    if (!out.toString().endsWith(VectorFile.CSV) && !out.toString().endsWith(VectorFile.NPY)) {
      throw new IllegalArgumentException(
          "--out is '%s'; it must be a file that ends in .csv or .npy"
              .formatted(out.getFileName()));
    }
    if (Job.isRun(beside)) {
      throw new IllegalArgumentException(
          "'%s' holds a run, whose report would be lost: choose another folder with --out"
              .formatted(beside));
    }
    int k = a.integer("neighbours", 5, 1, 10_000);
    double l2 = a.number("l2", .01, 0, 1e6);
    Precision precision = Precision.of(a.text("precision").orElse("float32"));
    Pretrained pretrained = Pretrained.read(Finetune.weights(a));
    Classifier classifier = pretrained.classifier(a, a.flag("quiet"));
    ImageSet set = images(a, classifier);
    List<String> head = classifier.head();
    float[][] known;
    float[][] asked;
    try (Program program = new Program(0, precision)) {
      Value image = classifier.image(program);
      Value features = classifier.features().build(program.serving(), image);
      program.load(pretrained.below(head, program));
      known = Inference.predict(program, features, set.train());
      asked = Inference.predict(program, features, set.test());
    }
    long numbers = (long) known[0].length * (known.length + asked.length);
    RunFolder folder = RunFolder.create(beside, ROOM + 12 * numbers);
    VectorFile.write(
        out,
        List.of(
            new VectorFile.Part("train", set.train(), known),
            new VectorFile.Part("test", set.test(), asked)));
    List<String> classes = set.train().classes();
    int[] labels = set.train().labels();
    int n = classes.size();
    Outcome outcome =
        new Outcome(
            known[0].length,
            k,
            Classification.of(
                set.test().labels(), Neighbours.votes(known, labels, n, asked, k), classes),
            Classification.of(
                set.test().labels(),
                LinearProbe.probabilities(known, labels, n, asked, l2),
                classes));
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("weights", pretrained.source());
    config.put("model", classifier.model());
    config.put("data", a.text("data").orElse("digits"));
    config.put("neighbours", k);
    config.put("l2", l2);
    config.put("precision", precision.resolved().toString());
    write(folder, out, config, set, outcome, scatter(classes, set.test(), Pca.of(known, 2), asked));
    System.out.printf(
        "neighbours_accuracy %.4f%nprobe_accuracy %.4f%nvectors %s%nreport %s%n",
        outcome.neighbours.accuracy(), outcome.probe.accuracy(), out, folder.file("report.html"));
  }

  private static ImageSet images(Arguments a, Classifier classifier) throws IOException {
    Map<String, String> defaults = new LinkedHashMap<>();
    defaults.put("model", classifier.model());
    defaults.put("image-size", Integer.toString(Math.max(8, classifier.height())));
    Config config = Config.parse(a, defaults);
    return classifier.fitted(Data.load(config, Config.dataDir(a).orElse(null), a.flag("quiet")));
  }

  private static ScatterChart scatter(
      List<String> classes, Images test, Pca pca, float[][] vectors) {
    ScatterChart chart =
        ScatterChart.of(
            "Test images by their two strongest components",
            "first component, %s of the variance".formatted(Format.percent(pca.shares()[0])),
            "second component, %s".formatted(Format.percent(pca.shares()[1])));
    int shown = Math.min(vectors.length, MOST_POINTS);
    for (int c = 0; c < classes.size(); c++) {
      int label = c;
      chart =
          chart.group(
              classes.get(c),
              IntStream.range(0, shown)
                  .filter(i -> test.labels()[i] == label)
                  .mapToObj(i -> pca.project(vectors[i]))
                  .map(p -> new ScatterChart.Point(p[0], p[1]))
                  .toList());
    }
    return chart;
  }

  private static void write(
      RunFolder folder,
      Path out,
      Map<String, Object> config,
      ImageSet set,
      Outcome outcome,
      ScatterChart scatter)
      throws IOException {
    Map<String, Object> metrics = new LinkedHashMap<>(outcome.neighbours.scores("neighbours_"));
    metrics.putAll(outcome.probe.scores("probe_"));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "vision");
    json.put("metrics", metrics);
    json.put("width", outcome.width);
    json.put("config", config);
    json.put("versions", Versions.of(Version.text()));
    folder.json("report.json", json);
    HtmlReport page =
        new HtmlReport("What %s sees in %s".formatted(config.get("weights"), config.get("data")))
            .subtitle(set.source())
            .tile(
                "nearest neighbours",
                Format.percent(outcome.neighbours.accuracy()),
                "accuracy, k = %d, cosine".formatted(outcome.k))
            .tile("linear probe", Format.percent(outcome.probe.accuracy()), "accuracy")
            .tile("features", Format.count(outcome.width), "numbers for each image")
            .tile("images", Format.count(set.train().size()), set.test().size() + " to test");
    page.section(
            "Features",
            "What the last layer of the network would see of each image, as a point. None of these"
                + " weights was trained on here.")
        .lookFor(
            "Clouds that lie apart: a head alone will tell these classes. Clouds that lie on each other"
                + " here may still be apart in the other components: the linear probe knows.")
        .figure(scatter, "")
        .finding(finding(outcome, set));
    page.section("The linear probe", "Logistic regression on the features, on the test images.");
    Sections.results(page, outcome.probe, set.test());
    page.section("How it was made", "The same command gives the same numbers.").facts(config);
    page.text("The vectors are in '%s'.".formatted(out.getFileName()));
    page.write(folder.file("report.html"));
  }

  private static String finding(Outcome outcome, ImageSet set) {
    double chance = IntStream.of(set.test().counts()).max().orElse(0) / (double) set.test().size();
    return "Always naming the most frequent class would be right for %s; %d neighbours are for %s, planes for %s."
        .formatted(
            Format.percent(chance),
            outcome.k,
            Format.percent(outcome.neighbours.accuracy()),
            Format.percent(outcome.probe.accuracy()));
  }
}
