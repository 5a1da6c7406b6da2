package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class StrangersTest {
  @Test
  void theSeedDecides() {
    for (Images[] pair :
        new Images[][] {
          {Strangers.letters(40, 1), Strangers.letters(40, 2), Strangers.letters(40, 1)},
          {Strangers.astray(40, 1), Strangers.astray(40, 2), Strangers.astray(40, 1)}
        }) {
      assertThat(pair[2].contentHash()).isEqualTo(pair[0].contentHash());
      assertThat(pair[1].contentHash()).isNotEqualTo(pair[0].contentHash());
      assertThat(pair[0].counts()).containsOnly(4);
      for (byte[] pixels : pair[0].pixels()) {
        long inked = 0;
        for (byte pixel : pixels) {
          inked += pixel == 0 ? 0 : 1;
        }
        assertThat(inked).isBetween(20L, 500L);
      }
    }
    assertThat(
            Arrays.equals(Strangers.letters(1, 1).pixels()[0], Digits.generate(1, 1).pixels()[0]))
        .isFalse();
    assertThatThrownBy(() -> Strangers.letters(0, 1)).hasMessageContaining("at least 1");
  }
}
