package org.vivarium.apps.generative.segment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.apps.generative.Calls.assertWrong;
import static org.vivarium.apps.generative.Calls.good;

import com.google.gson.JsonObject;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.apps.generative.Calls;

/** A small U-Net on the drawn sheets. */
class SegmentTest {
  private static final String SMALL = " --width 8 --depth 2 --crop 32 --quiet";

  @TempDir Path temp;

  @Test
  void inkIsToldFromPaperAndTheRunGoesOn() throws IOException {
    Path run = temp.resolve("run");
    Path whole = temp.resolve("whole");
    good("segment train --epochs 3 --out " + whole + SMALL);
    good("segment train --epochs 1 --out " + run + SMALL);
    good("segment train --epochs 3 --quiet --resume --out " + run); // a schedule of three from here
    JsonObject metrics = Calls.metrics(whole);
    assertThat(metrics.get("test_pixel_accuracy").getAsDouble())
        .isGreaterThan(metrics.get("test_pixel_accuracy_of_the_commonest_class").getAsDouble());
    JsonObject ink = metrics.getAsJsonArray("test_classes").get(1).getAsJsonObject();
    assertThat(ink.get("name").getAsString()).isEqualTo("ink");
    assertThat(ink.get("dice").getAsDouble()).isGreaterThan(ink.get("iou").getAsDouble());
    assertThat(Calls.report(run).getAsJsonArray("history")).hasSize(3);
    assertThat(run.resolve("savedmodel/saved_model.pb")).isNotEmptyFile();

    Path image = temp.resolve("odd.png");
    ImageIO.write(new BufferedImage(37, 51, BufferedImage.TYPE_BYTE_GRAY), "png", image.toFile());
    assertThat(good("segment predict --run " + run + " --out " + temp + " " + image).out())
        .contains("paper", "ink");
    BufferedImage mask = ImageIO.read(temp.resolve("odd-mask.png").toFile());
    assertThat(mask.getWidth()).isEqualTo(37);
    assertThat(mask.getHeight()).isEqualTo(51);
    assertThat(temp.resolve("odd-overlay.png")).isNotEmptyFile();

    BufferedImage colours = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
    colours.setRGB(0, 0, 0xff0000);
    ImageIO.write(colours, "png", image.toFile());
    assertWrong("is in colour", "segment predict --run " + run + " --out " + temp + " " + image);
  }

  @Test
  void whatCannotBeIsASentence() throws IOException {
    assertWrong("must be a multiple of 8", "segment train --crop 60");
    assertWrong("there is no data set 'mnist' with masks", "segment train --data mnist");
    Files.createDirectories(temp.resolve("image"));
    Files.createDirectories(temp.resolve("label"));
    ImageIO.write(
        new BufferedImage(8, 8, BufferedImage.TYPE_BYTE_GRAY),
        "png",
        temp.resolve("label/7.png").toFile());
    assertWrong("masks without an image: [7]", "segment train --data folder:" + temp);
    assertWrong(
        "is not a run of 'vivarium generative segment train'",
        "segment predict --run " + temp.resolve("nowhere") + " image.png");
  }
}
