package org.vivarium.report;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.vivarium.kernel.Epoch;
import org.vivarium.metrics.Classification;
import org.vivarium.metrics.Diagnosis;

/**
 * Makes a page of every kind of content from made-up results, to look at in a browser: {@code
 * SampleReport FOLDER} with {@code VIVARIUM_DATA} set.
 */
final class SampleReport {
  private static final List<String> FASHION =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private SampleReport() {}

  public static void main(String[] arguments) throws IOException {
    RunFolder folder = RunFolder.create(Path.of(arguments[0]), 1 << 20);
    Path data = Path.of(System.getenv("VIVARIUM_DATA"), "fashion-mnist");
    byte[] pixels = gunzip(data.resolve("t10k-images-idx3-ubyte.gz"), 16);
    byte[] labels = gunzip(data.resolve("t10k-labels-idx1-ubyte.gz"), 8);

    Random random = new Random(1);
    int[] truth = IntStream.range(0, 10_000).map(i -> labels[i]).toArray();
    Classification ten = guess(truth, FASHION, random, 0.9);
    List<String> hundred = IntStream.range(0, 100).mapToObj(i -> "fine class " + i).toList();
    Classification many = guess(random.ints(10_000, 0, 100).toArray(), hundred, random, 0.6);
    List<String> twenty = IntStream.range(0, 20).mapToObj(i -> "superclass " + i).toList();
    Classification some = guess(random.ints(2_000, 0, 20).toArray(), twenty, random, 0.7);

    List<ContactSheet.Column> columns = new ArrayList<>();
    for (int c = 0; c < 10; c++) {
      int wanted = c;
      List<Picture> pictures =
          IntStream.range(0, 10_000)
              .filter(i -> labels[i] == wanted)
              .limit(6)
              .mapToObj(i -> picture(pixels, i))
              .toList();
      columns.add(new ContactSheet.Column(FASHION.get(c), pictures));
    }
    byte[] sheet = new ContactSheet(columns).png();
    folder.bytes("contact-sheet.png", sheet);

    List<HtmlReport.Shot> worst =
        ten.mistakes().stream()
            .limit(24)
            .map(
                i ->
                    new HtmlReport.Shot(
                        picture(pixels, i),
                        FASHION.get(ten.label(i)) + " → " + FASHION.get(ten.answer(i)),
                        "sure to " + Format.percent(ten.confidence(i))))
            .toList();

    List<Epoch> history = history(random);
    double[] steps =
        IntStream.range(0, 8 * 422)
            .mapToDouble(i -> 0.25 + 2 * Math.exp(-i / 300.0) + 0.05 * random.nextGaussian())
            .toArray();
    HtmlReport report =
        new HtmlReport("LeNet on Fashion-MNIST")
            .subtitle("Trained for 12 epochs on 54 000 images; measured on 10 000 it never saw.")
            .tile("test accuracy", Format.percent(ten.accuracy()), "9 013 of 10 000")
            .tile("macro F1", Format.percent(ten.macroF1()))
            .tile("calibration error", Format.percent(ten.calibration().ece()))
            .tile("parameters", Format.count(61_706))
            .tile("training time", Format.seconds(201), "2 cores")
            .section("Learning curves", "How loss and accuracy went, epoch by epoch.")
            .lookFor(
                "A validation loss that rises while the training loss still falls is over-fitting;"
                    + " two high, flat curves are under-fitting.")
            .finding(History.diagnosis(history));
    History.charts(history).forEach(chart -> report.figure(chart, "The marked epoch was kept."));
    report
        .figure(
            LineChart.of("Loss of each step", "step", "loss").series("batch", steps).logarithmic(),
            Diagnosis.of(steps, 10).sentence())
        .section("Classes", "Which classes are told well, and which are mixed up.")
        .table(
            List.of("class", "precision", "recall", "F1", "AUROC", "support"),
            ten.perClass().stream()
                .map(
                    c ->
                        List.of(
                            c.name(), c.precision(), c.recall(), c.f1(), c.auroc(), c.support()))
                .toList())
        .figure(f1(ten), "")
        .figure(
            BarChart.of(
                "Training examples",
                FASHION,
                5400,
                5400,
                5390,
                5400,
                120,
                5400,
                5400,
                5400,
                5400,
                5400),
            "Classes with few examples are learned late.")
        .figure(ConfusionMatrix.of(ten), "Rows are true classes.")
        .figure(ConfusionMatrix.of(some), "")
        .figure(ConfusionMatrix.of(many), "")
        .figure(f1(many), "")
        .section("Calibration", "Whether a confidence means what it says.")
        .figure(Reliability.of(ten.calibration()), "Bars below the diagonal: too sure.")
        .figure(
            Histogram.of(
                "Confidence",
                "confidence of the answer",
                20,
                IntStream.range(0, 10_000).mapToDouble(ten::confidence).toArray()),
            "")
        .section("Worst mistakes", "Wrong answers given with the greatest confidence.")
        .gallery(worst)
        .section("Data", "What goes in.")
        .image(sheet, "Six pictures of each class", "The first six test images of each class.")
        .section("Configuration")
        .facts(configuration())
        .section("A long table")
        .table(
            List.of("class", "F1", "support"),
            many.perClass().stream().map(c -> List.of(c.name(), c.f1(), c.support())).toList());
    report.write(folder.file("report.html"));
    folder.json("report.json", Map.of("metrics", ten.toMap(), "history", History.json(history)));

    FakeRun run = new FakeRun(100);
    TensorBoard board = new TensorBoard(folder.file("tensorboard"), 10);
    board.started(run);
    run.pass(board, 1);
    run.pass(board, 2);
    board.batch(run, 3, 10, 99);
    board.ended(run);
    TensorBoard resumed = new TensorBoard(folder.file("tensorboard"), 10);
    resumed.started(run);
    run.pass(resumed, 3);
    resumed.ended(run);
  }

  private static BarChart f1(Classification measured) {
    double[] f1 = measured.perClass().stream().mapToDouble(c -> c.f1()).toArray();
    return BarChart.of("F1 by class", measured.classes(), f1).shares();
  }

  private static Map<String, Object> configuration() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("model", "lenet");
    map.put("data", "fashion-mnist");
    map.put("epochs", 12);
    map.put("lr", 1e-3);
    map.put("seed", 1);
    map.put("optimizer", "AdamW, cosine schedule with 200 steps of warm-up");
    map.put("normalisation", Map.of("mean", List.of(0.2861f)));
    map.put("data hash", "9c1bd4be1e5f3b0d9c1bd4be1e5f3b0d9c1bd4be1e5f3b0d9c1bd4be1e5f3b0d");
    return map;
  }

  private static List<Epoch> history(Random random) {
    List<Epoch> history = new ArrayList<>();
    for (int n = 1; n <= 12; n++) {
      double train = 0.12 + 0.5 / n;
      double validation =
          0.26 + 0.35 / n + 0.012 * Math.max(0, n - 6) + 0.004 * random.nextGaussian();
      history.add(
          new Epoch(
              n,
              Map.of("loss", train, "accuracy", 1 - train / 3),
              Map.of("loss", validation, "accuracy", 1 - validation / 3),
              5e-4 * (1 + Math.cos(Math.PI * n / 12.5)),
              16.8));
    }
    return history;
  }

  /** A classifier that is right with chance {@code skill}, and somewhat too sure of itself. */
  private static Classification guess(
      int[] truth, List<String> classes, Random random, double skill) {
    float[][] probabilities = new float[truth.length][classes.size()];
    for (int i = 0; i < truth.length; i++) {
      double ease = random.nextDouble();
      boolean right = random.nextDouble() < skill - 0.25 + 0.5 * ease;
      int near =
          (truth[i] + (random.nextInt(3) == 0 ? random.nextInt(classes.size()) : 2))
              % classes.size();
      int answer = right ? truth[i] : near;
      double sure = 0.4 + 0.6 * Math.sqrt(ease);
      for (int c = 0; c < classes.size(); c++) {
        probabilities[i][c] = (float) ((1 - sure) / (classes.size() - 1));
      }
      probabilities[i][answer] = (float) sure;
    }
    return Classification.of(truth, probabilities, classes);
  }

  private static Picture picture(byte[] pixels, int i) {
    byte[] own = new byte[784];
    System.arraycopy(pixels, 784 * i, own, 0, 784);
    return new Picture(28, 28, 1, own);
  }

  private static byte[] gunzip(Path file, int header) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      in.skipNBytes(header);
      return in.readAllBytes();
    }
  }
}
