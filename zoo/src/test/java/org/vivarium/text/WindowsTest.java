package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

class WindowsTest {
  private static final int[] TEXT = IntStream.range(0, 101).toArray();

  /** The first token of each window, and what is seen on the way checked. */
  private static List<Integer> starts(Windows windows, int epoch, int length) {
    List<Integer> starts = new ArrayList<>();
    try (Batches.Pass pass = windows.epoch(epoch)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          TInt32 tokens = (TInt32) batch.tensors().get("tokens");
          TInt32 labels = (TInt32) batch.tensors().get("labels");
          for (int i = 0; i < batch.rows(); i++) {
            starts.add(tokens.getInt(i, 0));
            for (int t = 0; t < length; t++) {
              assertThat(tokens.getInt(i, t)).isEqualTo(tokens.getInt(i, 0) + t);
              assertThat(labels.getInt(i, t)).isEqualTo(tokens.getInt(i, t) + 1);
            }
          }
        }
      }
    }
    return starts;
  }

  @Test
  void windowsInOrderCoverTheText() {
    Windows windows = Windows.inOrder(TEXT, 10, 4);
    assertThat(windows.rows()).isEqualTo(10);
    assertThat(windows.count()).isEqualTo(3);
    assertThat(starts(windows, 1, 10)).containsExactly(0, 10, 20, 30, 40, 50, 60, 70, 80, 90);
  }

  @Test
  void randomWindowsAreAFunctionOfSeedAndEpoch() {
    List<Integer> first = starts(Windows.random(TEXT, 10, 4, 1), 1, 10);
    assertThat(first).hasSize(12); // whole batches
    assertThat(starts(Windows.random(TEXT, 10, 4, 1), 1, 10)).isEqualTo(first);
    assertThat(starts(Windows.random(TEXT, 10, 4, 1), 2, 10)).isNotEqualTo(first);
    assertThat(starts(Windows.random(TEXT, 10, 4, 2), 1, 10)).isNotEqualTo(first);
  }

  @Test
  void aTextThatIsShorterThanAWindowIsRefused() {
    assertThatThrownBy(() -> Windows.inOrder(TEXT, 101, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("101 tokens");
  }
}
