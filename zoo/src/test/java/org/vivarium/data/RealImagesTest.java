package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.vivarium.data.ImageSets.Options;

/** The published sets against their published counts and statistics. */
@EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
class RealImagesTest {
  private static final Offset<Float> DIGITS4 = within(5e-5f);

  @Test
  void mnist() throws IOException {
    ImageSet set = load("mnist");
    assertThat(set.train().counts())
        .containsExactly(5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949);
    assertThat(set.test().size()).isEqualTo(10_000);
    assertThat(set.train().mean()[0]).isCloseTo(0.1307f, DIGITS4);
    assertThat(set.train().std()[0]).isCloseTo(0.3081f, DIGITS4);
  }

  @Test
  void fashionMnist() throws IOException {
    ImageSet set = load("fashion-mnist");
    assertThat(set.train().counts()).containsOnly(6000);
    assertThat(set.test().counts()).containsOnly(1000);
    assertThat(set.train().mean()[0]).isCloseTo(0.2860f, DIGITS4);
    assertThat(set.train().std()[0]).isCloseTo(0.3530f, DIGITS4);
    assertThat(set.train().classes().get(set.train().labels()[0])).isEqualTo("Ankle boot");
  }

  @Test
  void cifar10() throws IOException {
    ImageSet set = load("cifar10");
    assertThat(set.train().size() % 10_000).isZero();
    assertThat(set.train().classes().get(set.train().labels()[0])).isEqualTo("frog");
    // means and deviations of all 50,000 are 0.491 0.482 0.447 and 0.247 0.243 0.262
    float[] mean = {0.491f, 0.482f, 0.447f};
    float[] std = {0.247f, 0.243f, 0.262f};
    assertThat(set.train().mean()).containsExactly(mean, within(0.005f));
    assertThat(set.train().std()).containsExactly(std, within(0.005f));
  }

  @Test
  void foldersOfPhotographs() throws IOException {
    ImageSet ants = load("folder:" + existing("hymenoptera"));
    assertThat(ants.train().classes()).containsExactly("ants", "bees");
    assertThat(ants.train().counts()).containsExactly(123, 121);
    assertThat(ants.test().counts()).containsExactly(70, 83);
    assertThat(ants.train().channels()).isEqualTo(3);
    ImageSet flowers = load("folder:" + existing("flowers"));
    assertThat(flowers.train().counts()).containsOnly(200).hasSize(4);
    assertThat(flowers.test().counts()).containsOnly(50).hasSize(4);
    assertThat(flowers.warnings()).isEmpty();
  }

  /** The set, unless its folder is missing: no test downloads. */
  private static ImageSet load(String spec) throws IOException {
    if (!spec.startsWith(ImageSets.FOLDER)) {
      existing(spec);
    }
    return ImageSets.load(spec, null, Options.DEFAULT);
  }

  private static Path existing(String name) {
    Path folder = Path.of(System.getenv("VIVARIUM_DATA")).resolve(name);
    Assumptions.assumeTrue(Files.isDirectory(folder), "no " + folder);
    return folder;
  }
}
