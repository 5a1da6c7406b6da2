package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Goldens;

/**
 * Measures of images, clouds and masks, held to scikit-image, SciPy and scikit-learn by
 * src/test/python/images_golden.py.
 */
class ImagesGoldenTest {
  private static final Gson GSON = new Gson();
  private static JsonObject golden;

  @BeforeAll
  static void read() {
    golden = Goldens.json("/metrics/images.json", JsonObject.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"grey", "colour"})
  void imagesAreAsNearAsScikitImageSays(String kind) {
    JsonObject pair = golden.getAsJsonObject(kind);
    int[] shape = GSON.fromJson(pair.get("shape"), int[].class);
    float[] a = GSON.fromJson(pair.get("a"), float[].class);
    float[] b = GSON.fromJson(pair.get("b"), float[].class);
    assertThat(ImageQuality.psnr(a, b)).isCloseTo(pair.get("psnr").getAsDouble(), within(1e-6));
    assertThat(ImageQuality.ssim(a, b, shape[0], shape[1], shape[2]))
        .isCloseTo(pair.get("ssim").getAsDouble(), within(1e-6));
    assertThat(ImageQuality.ssim(a, a, shape[0], shape[1], shape[2])).isEqualTo(1, within(1e-12));
    assertThat(ImageQuality.psnr(a, a)).isInfinite();
  }

  @Test
  void smallImagesHaveNoWindow() {
    assertThatThrownBy(() -> ImageQuality.ssim(new float[100], new float[100], 10, 10, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 11x11 pixels");
  }

  @Test
  void cloudsAreAsFarApartAsSciPySays() {
    JsonObject clouds = golden.getAsJsonObject("clouds");
    float[][] real = GSON.fromJson(clouds.get("real"), float[][].class);
    float[][] fake = GSON.fromJson(clouds.get("fake"), float[][].class);
    assertThat(Frechet.distance(real, fake))
        .isCloseTo(clouds.get("frechet").getAsDouble(), within(1e-6));
    assertThat(Frechet.distance(real, real)).isCloseTo(0, within(1e-9));
    Manifolds cover = Manifolds.of(real, fake, 3);
    assertThat(cover.precision()).isEqualTo(clouds.get("precision").getAsDouble());
    assertThat(cover.recall()).isEqualTo(clouds.get("recall").getAsDouble());
    assertThat(Manifolds.of(real, real, 3)).isEqualTo(new Manifolds(1, 1));
  }

  @Test
  void matricesHaveTheirRootsAndValues() {
    JsonObject clouds = golden.getAsJsonObject("clouds");
    double[][] covariance = GSON.fromJson(clouds.get("covariance"), double[][].class);
    double[][] root = GSON.fromJson(clouds.get("root"), double[][].class);
    SymmetricEigen eigen = SymmetricEigen.of(covariance);
    assertThat(Arrays.stream(eigen.values()).sorted().toArray())
        .containsExactly(GSON.fromJson(clouds.get("values"), double[].class), within(1e-9));
    for (int i = 0; i < root.length; i++) {
      assertThat(eigen.squareRoot()[i]).containsExactly(root[i], within(1e-8));
    }
    assertThatThrownBy(() -> SymmetricEigen.of(new double[][] {{1, 2}, {3, 4}}))
        .hasMessageContaining("not symmetric");
  }

  @Test
  void masksOverlapAsScikitLearnSays() {
    JsonObject masks = golden.getAsJsonObject("masks");
    Overlap overlap = new Overlap(3);
    overlap.add(
        GSON.fromJson(masks.get("truth"), int[].class),
        GSON.fromJson(masks.get("said"), int[].class));
    double[] dice = GSON.fromJson(masks.get("dice"), double[].class);
    double[] iou = GSON.fromJson(masks.get("iou"), double[].class);
    assertThat(overlap.accuracy()).isEqualTo(masks.get("accuracy").getAsDouble(), within(1e-12));
    for (int c = 0; c < 3; c++) {
      assertThat(overlap.dice(c)).isEqualTo(dice[c], within(1e-12));
      assertThat(overlap.iou(c)).isEqualTo(iou[c], within(1e-12));
    }
  }
}
