package org.vivarium.apps.generative.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.apps.generative.Calls.assertWrong;
import static org.vivarium.apps.generative.Calls.good;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.apps.generative.Calls;

/** Small networks that give back embedded digits. */
class RestoreTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({
    "denoise, denoised, 1, --width 8 --epochs 3",
    "superresolve, enlarged, 2, --width 8 --epochs 3",
    "colorize, coloured, 1, --width 8 --epochs 3",
    "autoencoder, decoded, 0, --code 16 --epochs 8"
  })
  void whatIsGivenBackIsNearerThanWhatCostsNothing(
      String task, String ending, int factor, String more) throws IOException {
    Path run = temp.resolve(task);
    good("%s train --limit 1000 --quiet --out %s %s".formatted(task, run, more));
    JsonObject metrics = Calls.metrics(run);
    assertThat(metrics.get("test_psnr").getAsDouble())
        .isGreaterThan(metrics.get("floor_psnr").getAsDouble());
    assertThat(run.resolve("savedmodel/saved_model.pb")).isNotEmptyFile();

    Path image = temp.resolve("odd.png");
    ImageIO.write(new BufferedImage(33, 26, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
    good("%s run --run %s --out %s %s".formatted(task, run, temp, image));
    BufferedImage back = ImageIO.read(temp.resolve("odd-" + ending + ".png").toFile());
    assertThat(back.getWidth()).isEqualTo(factor == 0 ? 28 : factor * 33);
    assertThat(back.getHeight()).isEqualTo(factor == 0 ? 28 : factor * 26);
  }

  @Test
  void aRunGoesOnAndIsNotTakenForAnother() throws IOException {
    Path run = temp.resolve("run");
    good("denoise train --limit 200 --width 4 --epochs 1 --quiet --out " + run);
    good("denoise train --epochs 2 --quiet --resume --out " + run);
    assertThat(Calls.report(run).getAsJsonArray("history")).hasSize(2);
    assertWrong(
        "was made by 'vivarium generative denoise train'", "colorize train --resume --out " + run);
    assertWrong("use 'denoise run'", "superresolve run --run " + run + " image.png");
    assertWrong("has no colours to learn", "colorize train --data mnist");
    assertWrong(
        "multiples of 8, not 28x28",
        "denoise train --depth 3 --quiet --limit 100 --out " + temp.resolve("no"));
  }
}
