package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ImagesTest {
  private static final List<String> CLASSES = List.of("cat", "dog", "fox");

  /** Four images of 1x2 pixels in two channels. */
  private static Images sample() {
    byte[][] pixels = {
      {0, 10, (byte) 255, 10}, {0, 10, (byte) 255, 10}, {0, 10, (byte) 255, 10}, {51, 10, 0, 10}
    };
    return new Images("sample", 1, 2, 2, pixels, new int[] {0, 2, 0, 2}, CLASSES);
  }

  @Test
  void subsetsShareThePixels() {
    Images all = sample();
    Images some = all.select(new int[] {3, 0, 3});
    assertThat(some.labels()).containsExactly(2, 0, 2);
    assertThat(some.pixels()[0]).isSameAs(all.pixels()[3]).isSameAs(some.pixels()[2]);
    assertThat(all.first(2).labels()).containsExactly(0, 2);
    assertThat(all.first(9)).isSameAs(all);
  }

  @Test
  void classesTakeTurnsUntilOneIsUsedUp() {
    Images sorted = sample().select(new int[] {0, 2, 0, 1, 3}); // 0 0 0 2 2
    assertThat(sorted.inTurns().labels()).containsExactly(0, 2, 0, 2, 0);
    assertThat(sorted.inTurns().pixels()[3]).isSameAs(sorted.pixels()[4]);
  }

  @Test
  void countsClassesEvenEmptyOnes() {
    assertThat(sample().counts()).containsExactly(2, 0, 2);
    assertThat(sample().ofClass(2)).containsExactly(1, 3);
    assertThat(sample().ofClass(1)).isEmpty();
  }

  @Test
  void meanAndDeviationAreOfTheWholePopulation() {
    // channel 0 holds 0 255 0 255 0 255 51 0, channel 1 is 10 throughout
    assertThat(sample().mean()[0]).isCloseTo(0.4f, within(1e-6f));
    assertThat(sample().std()[0]).isCloseTo((float) Math.sqrt(0.22), within(1e-6f));
    assertThat(sample().mean()[1]).isCloseTo(10 / 255f, within(1e-6f));
    assertThat(sample().std()[1]).as("a constant channel can be divided by").isEqualTo(1);
  }

  @Test
  void noImagesStillHaveNumbersToNormaliseWith() {
    Images none = sample().select(new int[0]);
    assertThat(none.mean()).containsExactly(0, 0);
    assertThat(none.std()).containsExactly(1, 1);
  }

  @Test
  void hashTellsAnyChange() {
    Images all = sample();
    String hash = all.contentHash();
    assertThat(hash).matches("[0-9a-f]{64}").isEqualTo(sample().contentHash());
    Images relabelled =
        new Images("sample", 1, 2, 2, all.pixels(), new int[] {0, 2, 0, 1}, CLASSES);
    Images reshaped = new Images("sample", 2, 1, 2, all.pixels(), all.labels(), CLASSES);
    Images renamed =
        new Images("sample", 1, 2, 2, all.pixels(), all.labels(), List.of("cat", "dog", "owl"));
    byte[][] touched = all.pixels().clone();
    touched[1] = new byte[] {0, 10, (byte) 254, 10};
    Images repainted = new Images("sample", 1, 2, 2, touched, all.labels(), CLASSES);
    assertThat(
            List.of(
                relabelled.contentHash(),
                reshaped.contentHash(),
                renamed.contentHash(),
                repainted.contentHash(),
                all.first(3).contentHash()))
        .doesNotContain(hash)
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatDoesNotFitTogether() {
    byte[][] pixels = {{1, 2}};
    int[] labels = {0};
    refused(() -> new Images("x", 1, 3, 1, pixels, labels, CLASSES), "has 2 bytes");
    refused(() -> new Images("x", 0, 2, 1, pixels, labels, CLASSES), "0x2x1");
    refused(() -> new Images("x", 1, 2, 1, pixels, new int[2], CLASSES), "1 images but 2 labels");
    refused(() -> new Images("x", 1, 2, 1, pixels, new int[] {3}, CLASSES), "label 3");
    refused(() -> new Images("x", 1, 2, 1, pixels, new int[] {-1}, CLASSES), "label -1");
    refused(() -> new Images("x", 1, 2, 1, pixels, labels, List.of()), "distinct names");
    refused(() -> new Images("x", 1, 2, 1, pixels, labels, List.of("a", "a")), "distinct names");
    refused(() -> sample().first(0), "at least 1");
    refused(() -> new ImageSet(sample(), Digits.generate(1, 0), "mixed"), "training data is");
  }

  @Test
  void greyImagesAreFittedToLargerOnesInColour() {
    byte[][] pixels = {{0, 100, (byte) 200, 100}};
    Images small = new Images("x", 2, 2, 1, pixels, new int[1], CLASSES);
    Images grey = small.fitted(4, 4, 1);
    Images colour = small.fitted(4, 4, 3);
    // torchvision's resize of [[0, 100], [200, 100]], antialiased bilinear
    assertThat(grey.pixels()[0])
        .containsExactly(
            0,
            25,
            75,
            100,
            50,
            63,
            88,
            100,
            (byte) 150,
            (byte) 138,
            113,
            100,
            (byte) 200,
            (byte) 175,
            125,
            100);
    for (int i = 0; i < 48; i++) {
      assertThat(colour.pixels()[0][i]).isEqualTo(grey.pixels()[0][i / 3]);
    }
    assertThat(small.fitted(2, 2, 1)).isSameAs(small);
    refused(() -> colour.fitted(4, 4, 1), "3 channels cannot become images of 1");
  }

  @Test
  void filesGoWithTheirImages() {
    byte[][] pixels = {{1}, {2}, {3}};
    List<String> files = List.of("a.png", "b.png", "c.png");
    Images images = new Images("x", 1, 1, 1, pixels, new int[3], CLASSES, files);
    assertThat(images.select(new int[] {2, 0}).files()).containsExactly("c.png", "a.png");
    refused(
        () -> new Images("x", 1, 1, 1, pixels, new int[3], CLASSES, files.subList(0, 2)),
        "3 images but 2 files");
  }

  private static void refused(Runnable wrong, String reason) {
    assertThatIllegalArgumentException().isThrownBy(wrong::run).withMessageContaining(reason);
  }
}
