package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/** Sequences of unlike lengths in batches of like ones. */
class TokenBatchesTest {
  private static final int[][] TOKENS = {{1}, {2, 3}, {4, 5, 6, 7, 8}, {9}, {1, 2, 3}, {4, 5}, {6}};

  private static TokenBatches batches() {
    Sequences sequences =
        Sequences.of("tokens", TOKENS, "mask").with("label", IntStream.range(0, 7).toArray());
    return new TokenBatches(sequences, new Buckets(List.of(2, 5)), 3, 1);
  }

  @Test
  void anEpochHoldsEveryExampleOnceAtTheLengthOfItsBucket() {
    List<Integer> seen = new ArrayList<>();
    int count = 0;
    try (Batches.Pass pass = batches().epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          count++;
          TInt32 tokens = (TInt32) batch.tensors().get("tokens");
          TInt32 mask = (TInt32) batch.tensors().get("mask");
          TInt32 labels = (TInt32) batch.tensors().get("label");
          long length = tokens.shape().get(1);
          assertThat(length).isIn(2L, 5L);
          for (int row = 0; row < batch.rows(); row++) {
            int[] example = TOKENS[labels.getInt(row)];
            assertThat(example.length > 2).isEqualTo(length == 5);
            for (int t = 0; t < length; t++) {
              assertThat(tokens.getInt(row, t)).isEqualTo(t < example.length ? example[t] : 0);
              assertThat(mask.getInt(row, t)).isEqualTo(t < example.length ? 1 : 0);
            }
            seen.add(labels.getInt(row));
          }
        }
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6);
    assertThat(count).isEqualTo(batches().count()).isEqualTo(3);
  }

  @Test
  void theOrderIsAFunctionOfSeedAndEpoch() {
    assertThat(plan(1)).isEqualTo(plan(1)).isNotEqualTo(plan(2));
    assertThat(batches().inOrder().plan(1).stream().map(Arrays::toString).toList())
        .containsExactly("[0, 1, 3]", "[5, 6]", "[2, 4]");
  }

  private static List<String> plan(int epoch) {
    return batches().plan(epoch).stream().map(Arrays::toString).toList();
  }

  @Test
  void aBatchIsAsLargeAsItsTokensAllow() {
    TokenBatches batches = batches().ofTokens(4).inOrder().weighing("tokens");
    assertThat(batches.plan(1).stream().map(b -> b.length)).containsExactly(2, 2, 1, 1, 1);
    try (Batch batch = batches.batch(new int[] {0, 1})) {
      assertThat(batch.weight()).isEqualTo(3);
    }
  }

  @Test
  void bucketsLieWherePaddingIsLeast() {
    int[] lengths = {3, 3, 3, 3, 10, 10, 11, 30};
    assertThat(Buckets.of(lengths, 3).lengths()).containsExactly(3, 11, 30);
    assertThat(Buckets.of(lengths, 1).lengths()).containsExactly(30);
    assertThat(Buckets.of(lengths, 9).lengths()).containsExactly(3, 10, 11, 30);
    assertThat(Buckets.of(new int[] {0, 0}, 2).lengths()).containsExactly(1);
  }

  @Test
  void aSequenceLongerThanTheLastBucketIsToldOf() {
    TokenBatches small = new TokenBatches(batches().sequences(), new Buckets(List.of(4)), 2, 1);
    assertThatThrownBy(small::count).hasMessageContaining("5 tokens").hasMessageContaining("4");
  }
}
