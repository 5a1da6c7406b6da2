package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class DigitsTest {
  /** The hash holds on every platform; it changes only when digits are drawn in another way. */
  @Test
  void sameSeedDrawsTheSameBytesEverywhere() {
    assertThat(Digits.generate(1000, 42).contentHash())
        .isEqualTo("0bb9c9efa567438a5adbd2d121b08fbde010c4a66499d02447d15755a01b6c42");
    assertThat(Digits.generate(1000, 43).contentHash())
        .isNotEqualTo(Digits.generate(1000, 42).contentHash());
  }

  @Test
  void imageIsAFunctionOfSeedAndNumber() {
    assertThat(Digits.generate(7, 1).pixels())
        .isDeepEqualTo(Digits.generate(99, 1).first(7).pixels());
  }

  @Test
  void everyImageHasInkAndRoomAroundIt() {
    Images digits = Digits.generate(500, 3);
    assertThat(digits.counts()).containsOnly(50);
    for (byte[] image : digits.pixels()) {
      int bright = 0;
      for (byte pixel : image) {
        bright += (pixel & 0xFF) > 127 ? 1 : 0;
      }
      assertThat(bright).isBetween(20, 300);
    }
    assertThat(digits.mean()[0]).as("MNIST has 0.13").isBetween(0.09f, 0.16f);
  }

  /** Images near their class's mean are easy; that many are not is what makes a network useful. */
  @Test
  void nearestMeanFindsMostButNotAll() {
    Images train = Digits.generate(2000, 1);
    Images test = Digits.generate(500, 2);
    double[][] means = new double[10][784];
    for (int i = 0; i < train.size(); i++) {
      for (int p = 0; p < 784; p++) {
        means[train.labels()[i]][p] += (train.pixels()[i][p] & 0xFF) / 200.0;
      }
    }
    int right = 0;
    for (int i = 0; i < test.size(); i++) {
      int best = 0;
      double least = Double.MAX_VALUE;
      for (int c = 0; c < 10; c++) {
        double distance = 0;
        for (int p = 0; p < 784; p++) {
          double d = (test.pixels()[i][p] & 0xFF) - means[c][p];
          distance += d * d;
        }
        if (distance < least) {
          least = distance;
          best = c;
        }
      }
      right += best == test.labels()[i] ? 1 : 0;
    }
    assertThat(right / 500.0).isBetween(0.6, 0.9);
  }

  @Test
  void atLeastOneDigit() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Digits.generate(0, 1))
        .withMessageContaining("at least 1");
  }
}
