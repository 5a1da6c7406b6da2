package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.data.Splits.Split;

class SplitsTest {
  /** 700 of class 0, 200 of class 1, 99 of class 2, one of class 3, none of class 4. */
  private static final int[] LABELS =
      IntStream.range(0, 1000).map(i -> i < 700 ? 0 : i < 900 ? 1 : i < 999 ? 2 : 3).toArray();

  @Test
  void holdsOutTheSameShareOfEveryClass() {
    Split split = Splits.stratified(LABELS, 5, 0.1, 1);
    assertThat(counts(split.held())).containsExactly(70, 20, 10, 0, 0);
    assertThat(counts(split.kept())).containsExactly(630, 180, 89, 1, 0);
    assertThat(union(split)).containsExactly(IntStream.range(0, 1000).toArray());
    assertThat(split.held()).isSorted();
  }

  @Test
  void isAFunctionOfTheSeed() {
    int[] held = Splits.stratified(LABELS, 5, 0.1, 1).held();
    assertThat(Splits.stratified(LABELS, 5, 0.1, 1).held()).isEqualTo(held);
    assertThat(Splits.stratified(LABELS, 5, 0.1, 2).held()).isNotEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.001, 0.999})
  void classesOfTwoAreInBothParts(double fraction) {
    Split split = Splits.stratified(new int[] {0, 1, 0, 1}, 2, fraction, 3);
    assertThat(Arrays.stream(split.held()).map(i -> i % 2)).containsExactlyInAnyOrder(0, 1);
    assertThat(Arrays.stream(split.kept()).map(i -> i % 2)).containsExactlyInAnyOrder(0, 1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, 1.5, Double.NaN})
  void fractionMustLeaveTwoParts(double fraction) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Splits.stratified(LABELS, 5, fraction, 1))
        .withMessageContaining("between 0 and 1");
  }

  @Test
  void foldsHoldOutEachExampleOnce() {
    List<Split> folds = Splits.folds(LABELS, 5, 3, 1);
    assertThat(folds).hasSize(3);
    int[] all = folds.stream().flatMapToInt(f -> Arrays.stream(f.held())).sorted().toArray();
    assertThat(all).containsExactly(IntStream.range(0, 1000).toArray());
    for (Split fold : folds) {
      assertThat(union(fold)).containsExactly(IntStream.range(0, 1000).toArray());
      assertThat(fold.held()).hasSizeBetween(333, 334);
      assertThat(counts(fold.held())[0]).isBetween(233, 234);
      assertThat(counts(fold.held())[2]).isEqualTo(33);
    }
    assertThat(Splits.folds(LABELS, 5, 3, 1).get(1).held()).isEqualTo(folds.get(1).held());
  }

  @Test
  void foldsAreAtLeastTwoAndAtMostTheExamples() {
    for (int k : new int[] {-1, 0, 1, 1001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Splits.folds(LABELS, 5, k, 1))
          .withMessageContaining(k + " folds of 1000 examples");
    }
  }

  @Test
  void oversamplingRepeatsTheSmallClasses() {
    int[] chosen = Resampling.OVER.indices(LABELS, 5, 1, 1);
    assertThat(chosen).hasSize(Resampling.OVER.size(LABELS, 5)).hasSize(4 * 700);
    assertThat(counts(chosen)).containsExactly(700, 700, 700, 700, 0);
    int[] times = new int[1000];
    Arrays.stream(chosen).forEach(i -> times[i]++);
    assertThat(Arrays.stream(times, 700, 900).distinct()).containsExactlyInAnyOrder(3, 4);
  }

  @Test
  void undersamplingShowsOtherExamplesEachEpoch() {
    int[] labels = Arrays.copyOf(LABELS, 999);
    int[] first = Resampling.UNDER.indices(labels, 5, 1, 1);
    assertThat(counts(first)).containsExactly(99, 99, 99, 0, 0);
    assertThat(first).doesNotHaveDuplicates().hasSize(Resampling.UNDER.size(labels, 5));
    assertThat(Resampling.UNDER.indices(labels, 5, 1, 1)).isEqualTo(first);
    assertThat(Resampling.UNDER.indices(labels, 5, 1, 2)).isNotEqualTo(first);
  }

  @Test
  void noResamplingIsEveryExampleOnce() {
    assertThat(Resampling.NONE.indices(LABELS, 5, 1, 1))
        .containsExactly(IntStream.range(0, 1000).toArray());
    assertThat(Resampling.NONE.size(LABELS, 5)).isEqualTo(1000);
  }

  /** compute_class_weight("balanced", ...) of scikit-learn on 6, 3 and 1 examples. */
  @Test
  void balancedWeightsAreScikitLearns() {
    assertThat(ClassWeights.balanced(new int[] {6, 3, 1}))
        .containsExactly(0.5555556f, 1.1111112f, 3.3333333f);
    assertThat(ClassWeights.balanced(new int[] {5, 0, 5})).containsExactly(1, 0, 1);
  }

  private static int[] counts(int[] chosen) {
    int[] counts = new int[5];
    Arrays.stream(chosen).forEach(i -> counts[LABELS[i]]++);
    return counts;
  }

  private static int[] union(Split split) {
    return IntStream.concat(Arrays.stream(split.kept()), Arrays.stream(split.held()))
        .sorted()
        .toArray();
  }
}
