package org.vivarium.apps.generative.vae;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.Console.Result;
import org.vivarium.apps.generative.Calls;
import org.vivarium.data.Digits;
import org.vivarium.data.Images;
import org.vivarium.repository.Publisher;
import org.vivarium.weights.Safetensors;

/** One small run on the embedded digits, and what can be done with it. */
class VaeTest {
  private static final String[] SMALL = {
    "--limit", "1000", "--epochs", "6", "--importance-samples", "20"
  };

  @TempDir static Path temp;
  static Path run;
  static Result result;
  static JsonObject report;

  @BeforeAll
  static void train() throws IOException {
    run = temp.resolve("run");
    result = trainSmall(run, SMALL);
    report = JsonParser.parseString(Files.readString(run.resolve("report.json"))).getAsJsonObject();
  }

  @Test
  void quietTrainingPrintsItsBoundAndNothingElse() {
    assertThat(result.code()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .matches(
            "test_elbo -\\d+\\.\\d\\d\\Rtest_importance_weighted_bound -\\d+\\.\\d\\d\\Rreport .*report.html\\R");
  }

  @Test
  void runFolderHoldsWhatIsPromised() throws IOException {
    for (String file :
        List.of(
            "report.html",
            "weights.safetensors",
            "checkpoint.safetensors",
            "history.csv",
            "savedmodel/saved_model.pb")) {
      assertThat(run.resolve(file)).isNotEmptyFile();
    }
    assertThat(run.resolve("savedmodel/serving.properties"))
        .content()
        .contains("application=cv/image_generation");
    assertThat(Safetensors.read(run.resolve("weights.safetensors")).metadata())
        .containsEntry("model", "vae");
    assertThat(Files.readString(run.resolve("report.html")))
        .doesNotContain("<script")
        .doesNotContainPattern("(src|href)=\"https?:");
  }

  @Test
  void bothTermsAreToldAndAddUpToTheBound() {
    JsonObject metrics = report.getAsJsonObject("metrics");
    double kl = metrics.get("test_kl").getAsDouble();
    double reconstruction = metrics.get("test_reconstruction").getAsDouble();
    assertThat(kl).isPositive();
    assertThat(kl + reconstruction)
        .isCloseTo(metrics.get("test_negative_elbo").getAsDouble(), within(1e-9));
    JsonArray history = report.getAsJsonArray("history");
    assertThat(loss(history, 5)).isLessThan(loss(history, 0));
    assertThat(history.get(0).getAsJsonObject().keySet())
        .contains("train_kl", "train_reconstruction", "validation_kl", "validation_reconstruction");
  }

  private static double loss(JsonArray history, int epoch) {
    return history.get(epoch).getAsJsonObject().get("validation_loss").getAsDouble();
  }

  @Test
  void codesAreWorthMoreThanTheyCost() {
    // the entropy of independent pixels: what a network that has no code can come down to
    Images images = Digits.generate(2000, 2);
    double entropy = 0;
    for (int p = 0; p < 28 * 28; p++) {
      int pixel = p;
      double white = Stream.of(images.pixels()).filter(i -> (i[pixel] & 0xff) > 127).count();
      double share = white / images.size();
      if (share > 0 && share < 1) {
        entropy -= share * Math.log(share) + (1 - share) * Math.log(1 - share);
      }
    }
    assertThat(report.getAsJsonObject("metrics").get("test_negative_elbo").getAsDouble())
        .isLessThan(entropy);
  }

  @Test
  void sameSeedGivesTheSameNumbers() throws IOException {
    Path again = temp.resolve("again");
    Result second = trainSmall(again, SMALL);
    assertThat(firstLine(second)).isEqualTo(firstLine(result));
    assertThat(Files.readAllBytes(again.resolve("weights.safetensors")))
        .isEqualTo(Files.readAllBytes(run.resolve("weights.safetensors")));
  }

  private static String firstLine(Result result) {
    return result.out().lines().findFirst().orElseThrow();
  }

  @Test
  void manyDrawsGiveATighterBound() {
    JsonObject metrics = report.getAsJsonObject("metrics");
    assertThat(metrics.get("test_negative_importance_weighted_bound").getAsDouble())
        .isLessThan(metrics.get("test_negative_elbo").getAsDouble());
  }

  @Test
  void aRunGoesOnAsOneThatWasNeverStopped() throws IOException {
    String[] rising = {"--limit", "300", "--warm-up", "2", "--free-bits", "0.05"};
    Path whole = temp.resolve("never-stopped");
    Path part = temp.resolve("stopped");
    assertThat(trainSmall(whole, with(rising, "--epochs", "4")).code()).isZero();
    assertThat(trainSmall(part, with(rising, "--epochs", "3")).code()).isZero();
    Result resumed = trainSmall(part, "--resume", "--epochs", "4");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(Files.readAllBytes(part.resolve("weights.safetensors")).length)
        .isEqualTo(Files.readAllBytes(whole.resolve("weights.safetensors")).length);
    assertThat(Calls.metrics(part)).isEqualTo(Calls.metrics(whole));
  }

  private static String[] with(String[] some, String... more) {
    return Stream.of(some, more).flatMap(Stream::of).toArray(String[]::new);
  }

  @Test
  void shadesAreExplainedByNormalDistributions() {
    Path out = temp.resolve("shades");
    Result trained =
        trainSmall(
            out, "--likelihood", "gaussian", "--limit", "200", "--epochs", "2", "--latent", "2");
    assertThat(trained.code()).as(trained.err()).isZero();
    Calls.good("vae latent --limit 100 --run " + out + " --out " + temp.resolve("latent"));
    assertThat(temp.resolve("latent/codes.csv")).content().startsWith("class,z1,z2\n0,");
    assertThat(temp.resolve("latent/latent.html")).content().contains("The whole plane");
  }

  @Test
  void imagesAreReconstructedAndLedIntoEachOther() throws IOException {
    Path png = temp.resolve("back.png");
    Calls.good("vae reconstruct --count 3 --run " + run + " --out " + png);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(3 * 28);
    Calls.good("vae interpolate --steps 4 --run " + run + " --out " + png);
    assertThat(ImageIO.read(png.toFile()).getWidth()).isGreaterThan(4 * 28);
    Calls.good("vae interpolate --steps 4 --run " + run + " --out " + png + " " + png + " " + png);
    Calls.assertWrong("one picture leads nowhere", "vae interpolate --run " + run + " " + png);
    Calls.assertWrong("--warm-up is 5 of 5 epochs", "vae train --warm-up 5 --epochs 5");
  }

  @Test
  void convolutionalOneTrainsAndDrawsToo() {
    Path out = temp.resolve("conv");
    Result trained = trainSmall(out, "--model", "conv_vae", "--limit", "200", "--epochs", "1");
    assertThat(trained.code()).as(trained.err()).isZero();
    Result drawn =
        call(
            "vae", "sample", "--run", out.toString(), "--out", temp.resolve("conv.png").toString());
    assertThat(drawn.code()).as(drawn.err()).isZero();
  }

  @Test
  void samplesAreAGridThatTheSeedDecides() throws IOException {
    byte[] one = sample("one.png", "1");
    assertThat(sample("again.png", "1")).isEqualTo(one);
    assertThat(sample("other.png", "2")).isNotEqualTo(one);
    BufferedImage image = ImageIO.read(temp.resolve("one.png").toFile());
    int side = 3 * (28 + 2) + 2; // nine pictures and the lines between them
    assertThat(image.getWidth()).isEqualTo(image.getHeight()).isEqualTo(800 / side * side);
  }

  private static byte[] sample(String name, String seed) throws IOException {
    Path out = temp.resolve(name);
    Result told =
        call(
            "vae",
            "sample",
            "--count",
            "9",
            "--seed",
            seed,
            "--run",
            run.toString(),
            "--out",
            out.toString());
    assertThat(told.code()).as(told.err()).isZero();
    return Files.readAllBytes(out);
  }

  @Test
  void savedModelThroughDjlGivesTheProgramsCodes() throws Exception {
    Images images = Digits.generate(16, 5);
    float[] djl = throughDjl(images).get("latent.mean");
    try (Drawing drawing = Drawing.ofRun(run)) {
      float[][] codes = drawing.encode(images);
      for (int i = 0; i < djl.length; i++) {
        assertThat(djl[i]).isCloseTo(codes[i / 20][i % 20], within(1e-5f));
      }
    }
  }

  private static Map<String, float[]> throughDjl(Images images) throws Exception {
    var criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(run.resolve("savedmodel"))
            .build();
    float[] pixels = new float[images.size() * 784];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (images.pixels()[i / 784][i % 784] & 0xff) / 255f;
    }
    Map<String, float[]> outputs = new TreeMap<>();
    try (var model = criteria.loadModel();
        var predictor = model.newPredictor();
        NDManager manager = model.getNDManager().newSubManager()) {
      NDArray image = manager.create(pixels, new Shape(images.size(), 28, 28, 1));
      image.setName("image");
      for (NDArray output : predictor.predict(new NDList(image))) {
        outputs.put(output.getName(), output.toFloatArray());
      }
    }
    assertThat(outputs).containsOnlyKeys("logits", "latent.mean", "latent.log_variance");
    return outputs;
  }

  @Test
  void aRunCanBePublished() throws IOException {
    var card = new Publisher.Card("vae-digits", "vae", Map.of("dataset", "digits"));
    Path place = Publisher.publish(run, card, temp.resolve("models"));
    assertThat(place).isEqualTo(temp.resolve("models/model/cv/image_generation/org/vivarium/vae"));
    assertThat(place.resolve("metadata.json")).content().contains("vae-digits");
  }

  @Test
  void whatCannotBeIsASentence() {
    assertWrong("--latent is 0; it must be at least 1", "vae", "train", "--latent", "0");
    assertWrong("'lenet'", "vae", "train", "--model", "lenet");
    assertWrong(
        "raise --limit", "vae", "train", "--limit", "1", "--out", temp.resolve("no").toString());
    assertWrong(
        "is not a run of 'vivarium generative vae train': 'weights.safetensors' is missing",
        "vae",
        "sample",
        "--run",
        temp.resolve("nowhere").toString());
    assertWrong(
        "it must be a file", "vae", "sample", "--run", run.toString(), "--out", temp.toString());
  }

  private static void assertWrong(String part, String... args) {
    Result told = call(args);
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.out()).isEmpty();
    assertThat(told.err()).contains(part).hasLineCount(1);
  }

  @Test
  void numbersThatNeverChangeAreNotInUse() {
    float[][] means = {{1, 0, 5}, {1, .5f, 5.01f}, {1, -.5f, 4.99f}};
    assertThat(Codes.active(means)).isEqualTo(1);
  }

  private static Result trainSmall(Path out, String... more) {
    String[] always = {"vae", "train", "--quiet", "--out", out.toString()};
    return call(Stream.of(always, more).flatMap(Stream::of).toArray(String[]::new));
  }

  /** Runs the app here and catches what it prints. */
  private static Result call(String... args) {
    return Calls.call(args);
  }
}
