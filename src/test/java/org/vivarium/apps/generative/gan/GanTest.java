package org.vivarium.apps.generative.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.apps.generative.Calls.assertWrong;
import static org.vivarium.apps.generative.Calls.good;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.apps.generative.Calls;
import org.vivarium.cli.Arguments;
import org.vivarium.data.Digits;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Weights;

/** Small games on the embedded digits. */
class GanTest {
  private static final String TINY = " --limit 128 --width 4 --latent 8 --samples 40 --quiet";

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(strings = {"non-saturating", "hinge", "wgan-gp"})
  void eachPlayerMovesItsOwnWeightsAlone(String loss) {
    GanConfig config =
        GanConfig.parse(Arguments.none().or(Map.of("loss", loss, "width", "4", "model", "cdcgan")));
    Images images = Digits.generate(8, 1);
    try (GanFitting fitting = new GanFitting(config, GanNetwork.of(config, images));
        Batches.Pass pass = ImageBatches.inOrder(images, 8).epoch(1);
        Batch batch = pass.next()) {
      Weights first = fitting.program().weights();
      fitting.program().run(fitting.step(GanFitting.DISCRIMINATOR), batch);
      Weights second = fitting.program().weights();
      fitting.program().run(fitting.step(GanFitting.GENERATOR), batch);
      Weights third = fitting.program().weights();
      assertThat(same(first, second, GanFitting.GENERATOR)).isTrue();
      assertThat(same(first, second, GanFitting.DISCRIMINATOR)).isFalse();
      assertThat(same(second, third, GanFitting.DISCRIMINATOR)).isTrue();
      assertThat(same(second, third, GanFitting.GENERATOR)).isFalse();
      assertThat(same(first, third, GanNetwork.AVERAGE)).isTrue();
    }
  }

  /** Whether no weight and no buffer under a path moved. */
  private static boolean same(Weights a, Weights b, String root) {
    return a.arrays().keySet().stream()
        .filter(path -> path.startsWith(root + "."))
        .allMatch(p -> Arrays.equals(a.arrays().get(p).data(), b.arrays().get(p).data()));
  }

  @Test
  void aRunDrawsIsJudgedAndGoesOn() throws IOException {
    Path run = temp.resolve("run");
    Path whole = temp.resolve("whole");
    assertThat(good("gan train --epochs 1 --out " + run + TINY).out())
        .contains("frechet_distance", "mean_confidence", "report");
    good("gan train --epochs 2 --quiet --resume --out " + run);
    good("gan train --epochs 2 --out " + whole + TINY);
    assertThat(Calls.metrics(run).toString()).isEqualTo(Calls.metrics(whole).toString());
    assertThat(run.resolve("growth/epoch-0002.png")).isNotEmptyFile();
    assertThat(ImageIO.read(run.resolve("growth.gif").toFile()).getWidth()).isGreaterThan(200);
    assertThat(Files.readString(run.resolve("report.html")))
        .contains("data:image/gif", "Drawn or remembered?")
        .doesNotContain("<script");
    JsonObject metrics = Calls.metrics(run);
    assertThat(metrics.get("judge").getAsString()).isEqualTo("the shipped lenet-digits");
    assertThat(metrics.get("judge_accuracy").getAsDouble()).isGreaterThan(.98);
    assertThat(metrics.get("frechet_distance").getAsDouble())
        .isGreaterThan(metrics.get("frechet_distance_of_training_images").getAsDouble());

    Path one = temp.resolve("one.png");
    good("gan sample --count 4 --run " + run + " --out " + one);
    byte[] drawn = Files.readAllBytes(one);
    good("gan sample --count 4 --run " + run + " --out " + one);
    assertThat(Files.readAllBytes(one)).isEqualTo(drawn);
    assertWrong("not told what to draw", "gan sample --class 3 --run " + run + " --out " + one);
  }

  @Test
  void theConditionalOneDrawsWhatItIsTold() throws IOException {
    Path run = temp.resolve("told");
    good("gan train --model cdcgan --loss hinge --epochs 1 --out " + run + TINY);
    assertThat(Calls.metrics(run).get("class_accuracy").isJsonNull()).isFalse();
    good("gan sample --count 4 --class 3 --run " + run + " --out " + temp.resolve("3.png"));
    assertWrong(
        "--class is 'x'; there are [0,",
        "gan sample --class x --run " + run + " --out " + temp.resolve("x.png"));
  }

  @Test
  void whatCannotBeIsASentence() {
    assertWrong(
        "add --norm none", "gan train --norm batch --penalty 3 --out " + temp.resolve("no"));
    assertWrong("--smoothing has no meaning", "gan train --loss wgan-gp --smoothing .1");
    assertWrong("unknown loss 'gan'", "gan train --loss gan");
    assertWrong(
        "is not a finished run of 'vivarium generative gan train'",
        "gan sample --run " + temp.resolve("nowhere"));
  }
}
