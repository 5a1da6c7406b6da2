package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AugmentationTest {
  private static final int SIDE = 12;
  // 12x12 in two channels, every byte different from its neighbours
  private static final byte[] IMAGE = new byte[SIDE * SIDE * 2];

  static {
    for (int i = 0; i < IMAGE.length; i++) {
      IMAGE[i] = (byte) (i * 89);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "crop:4,flip,rotate:10.0,erase:8,mixup:0.2",
        "flip",
        "crop:1",
        "mixup:1.0",
        "none"
      })
  void readsWhatItPrints(String text) {
    assertThat(Augmentation.parse(text)).hasToString(text);
  }

  @Test
  void orderAndSpacesDoNotMatter() {
    assertThat(Augmentation.parse(" flip , crop:4 "))
        .isEqualTo(Augmentation.NONE.crop(4).flip(true));
    assertThat(Augmentation.parse("")).isEqualTo(Augmentation.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "flop | Did you mean 'flip'?",
        "rotat:3 | Did you mean 'rotate'?",
        "blur:3 | Known: crop, flip, rotate, erase, mixup",
        "crop | 'crop' needs a whole number, as in",
        "crop:2.5 | found '2.5'",
        "crop:-1 | it must be 0 to 64 (pixels)",
        "rotate:200 | it must be 0 to 180 (degrees)",
        "rotate:NaN | 'rotate' is NaN",
        "mixup:1.5 | 'mixup' is 1.5; it must be 0 to 1",
        "erase:x | found 'x'",
        "flip:2 | flip takes no number",
        "flip,,crop:2 | there is no augmentation ''"
      })
  void saysWhatIsWrong(String text, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Augmentation.parse(text))
        .withMessageContaining(reason);
  }

  @Test
  void nothingChangesWithoutAugmentation() {
    assertThat(apply(Augmentation.NONE, 1)).isEqualTo(IMAGE);
  }

  @Test
  void flipMirrorsHalfOfTheImages() {
    byte[] mirrored = new byte[IMAGE.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        System.arraycopy(IMAGE, (y * SIDE + SIDE - 1 - x) * 2, mirrored, (y * SIDE + x) * 2, 2);
      }
    }
    Augmentation flip = Augmentation.NONE.flip(true);
    long flipped =
        IntStream.range(0, 1000)
            .filter(
                key -> {
                  byte[] result = apply(flip, key);
                  assertThat(Arrays.equals(result, IMAGE) || Arrays.equals(result, mirrored))
                      .isTrue();
                  return Arrays.equals(result, mirrored);
                })
            .count();
    assertThat(flipped).isBetween(440L, 560L);
  }

  @Test
  void cropShiftsEachWayAndReflectsAtTheEdge() {
    int[][] seen = new int[5][5];
    for (int key = 0; key < 500; key++) {
      byte[] result = apply(Augmentation.NONE.crop(2), key);
      for (int down = -2; down <= 2; down++) {
        for (int right = -2; right <= 2; right++) {
          seen[down + 2][right + 2] += Arrays.equals(result, shifted(down, right)) ? 1 : 0;
        }
      }
    }
    assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream).sum()).isEqualTo(500);
    assertThat(Arrays.stream(seen).flatMapToInt(Arrays::stream).min().orElseThrow()).isPositive();
  }

  @Test
  void quarterTurnOfASmoothImageIsThatTurn() {
    // the plane 10x + 7y: bilinear interpolation is exact on it, away from the reflected edge
    byte[] plane = new byte[SIDE * SIDE];
    for (int i = 0; i < plane.length; i++) {
      plane[i] = (byte) (10 * (i % SIDE) + 7 * (i / SIDE));
    }
    Augmenter augmenter = new Augmenter(Augmentation.NONE.rotate(30), SIDE, SIDE, 1);
    Draws same = new Draws(5, "test");
    double angle = Math.toRadians(same.uniform(-30, 30));
    byte[] turned = new byte[plane.length];
    augmenter.apply(plane, new Draws(5, "test"), turned, 0);
    for (int y = 4; y < 8; y++) {
      for (int x = 4; x < 8; x++) {
        double dx = x - 5.5;
        double dy = y - 5.5;
        double fromX = 5.5 + Math.cos(angle) * dx - Math.sin(angle) * dy;
        double fromY = 5.5 + Math.sin(angle) * dx + Math.cos(angle) * dy;
        assertThat(turned[y * SIDE + x] & 0xFF)
            .isBetween((int) (10 * fromX + 7 * fromY) - 1, (int) (10 * fromX + 7 * fromY) + 1);
      }
    }
    assertThat(angle).isNotZero();
  }

  @Test
  void erasePaintsASquareWithTheMean() {
    byte[] white = new byte[SIDE * SIDE];
    Arrays.fill(white, (byte) 200);
    Augmenter augmenter = new Augmenter(Augmentation.NONE.erase(4), SIDE, SIDE, 1);
    byte[] out = new byte[white.length];
    augmenter.apply(white, new Draws(1, "test"), out, 0);
    assertThat(out).as("the mean of an even image").isEqualTo(white);
    white[0] = 0; // off the mean by one or two
    int most = 0;
    for (int key = 0; key < 200; key++) {
      augmenter.apply(white, new Draws(key, "test"), out, 0);
      int changed = 0;
      for (int i = 1; i < out.length; i++) {
        changed += out[i] != white[i] ? 1 : 0;
      }
      assertThat(changed).isBetween(3, 16);
      most = Math.max(most, changed);
    }
    assertThat(most).isEqualTo(16);
  }

  @Test
  void mixingKeepsTheShares() {
    byte[] batch = {(byte) 200, 100, 0, 50};
    new Augmenter(Augmentation.NONE, 1, 2, 1).mix(batch, 0, 0.75, 2, 0.5);
    assertThat(batch).containsExactly((byte) 150, (byte) 88, 100, 75);
  }

  @Test
  void drawsAreAFunctionOfTheirKey() {
    assertThat(new Draws(1, "a", 2, 3).bits()).isEqualTo(new Draws(1, "a", 2, 3).bits());
    long[] others = {
      new Draws(1, "a", 2, 3).bits(),
      new Draws(2, "a", 2, 3).bits(),
      new Draws(1, "b", 2, 3).bits(),
      new Draws(1, "a", 3, 2).bits(),
      new Draws(1, "a", 2, 4).bits(),
      new Draws(1, "a", 2).bits()
    };
    assertThat(others).doesNotHaveDuplicates();
  }

  @Test
  void drawsHaveTheMomentsOfTheirDistributions() {
    Draws draws = new Draws(1, "test");
    int n = 100_000;
    double[] sums = new double[6];
    int[] dice = new int[6];
    for (int i = 0; i < n; i++) {
      double normal = draws.normal();
      double beta = draws.beta(0.2);
      sums[0] += draws.uniform();
      sums[1] += normal;
      sums[2] += normal * normal;
      sums[3] += beta;
      sums[4] += (beta - 0.5) * (beta - 0.5);
      dice[draws.below(6)]++;
    }
    assertThat(sums[0] / n).isBetween(0.495, 0.505);
    assertThat(sums[1] / n).isBetween(-0.02, 0.02);
    assertThat(sums[2] / n).isBetween(0.98, 1.02);
    assertThat(sums[3] / n).isBetween(0.49, 0.51);
    // the variance of Beta(a, a) is 1 / (4 (2a + 1))
    assertThat(sums[4] / n).isBetween(1 / 5.6 - 0.005, 1 / 5.6 + 0.005);
    assertThat(Arrays.stream(dice)).allMatch(count -> Math.abs(count - n / 6) < 600);
    assertThat(draws.beta(0.001)).as("a tiny alpha").isBetween(0.0, 1.0);
  }

  private static byte[] apply(Augmentation augmentation, long key) {
    byte[] target = new byte[IMAGE.length + 3];
    new Augmenter(augmentation, SIDE, SIDE, 2).apply(IMAGE, new Draws(key, "test"), target, 3);
    return Arrays.copyOfRange(target, 3, target.length);
  }

  /** numpy.pad(mode="reflect"), then a window. */
  private static byte[] shifted(int down, int right) {
    byte[] out = new byte[IMAGE.length];
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int fromY = SIDE - 1 - Math.abs(SIDE - 1 - Math.abs(y + down));
        int fromX = SIDE - 1 - Math.abs(SIDE - 1 - Math.abs(x + right));
        System.arraycopy(IMAGE, (fromY * SIDE + fromX) * 2, out, (y * SIDE + x) * 2, 2);
      }
    }
    return out;
  }
}
