package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;
import org.vivarium.golden.Formula;

/** Axes on their way to PyTorch and back, and what a weight sums over. */
class LayoutTest {
  /**
   * A shape of ours and PyTorch's for it, with the numbers that an output sums and an input feeds.
   */
  record Row(Layout layout, Shape ours, Shape torchs, long fanIn, long fanOut) {
    @Override
    public String toString() {
      return layout.name();
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row(Layout.PLAIN, Shape.of(4, 3), Shape.of(4, 3), 4, 3),
        new Row(Layout.MATRIX, Shape.of(4, 3), Shape.of(3, 4), 4, 3),
        new Row(Layout.CONV, Shape.of(2, 3, 4, 5), Shape.of(5, 4, 2, 3), 24, 30),
        new Row(Layout.CONV1D, Shape.of(3, 4, 5), Shape.of(5, 4, 3), 12, 15),
        new Row(Layout.DEPTHWISE, Shape.of(2, 3, 4, 1), Shape.of(4, 1, 2, 3), 6, 6),
        new Row(Layout.TRANSPOSED, Shape.of(2, 3, 4, 5), Shape.of(5, 4, 2, 3), 30, 24));
  }

  @Test
  void everyLayoutIsTested() {
    assertThat(rows().stream().map(Row::layout)).containsExactly(Layout.values());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void weightsGoToPyTorchAndComeBack(Row row) {
    Layout layout = row.layout();
    long[] shape = row.ours().asArray();
    Weights.Array ours = Formula.array("w", 1, shape);
    Weights.Array torchs = layout.toTorch(ours);
    assertThat(torchs.shape()).isEqualTo(row.torchs().asArray());
    assertThat(layout.torchShape(shape)).isEqualTo(row.torchs().asArray());
    assertThat(layout.fromTorch(torchs).shape()).isEqualTo(shape);
    assertThat(layout.fromTorch(torchs).data()).isEqualTo(ours.data());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void fansCountTheNumbersThatMeet(Row row) {
    assertThat(row.layout().fanIn(row.ours().asArray())).isEqualTo(row.fanIn());
    assertThat(row.layout().fanOut(row.ours().asArray())).isEqualTo(row.fanOut());
  }

  @Test
  void convolutionsMoveEveryNumberToItsPlace() {
    Weights.Array ours = Formula.array("w", 1, 2, 3, 4, 5);
    Weights.Array torchs = Layout.CONV.toTorch(ours);
    for (int h = 0; h < 2; h++) {
      for (int w = 0; w < 3; w++) {
        for (int in = 0; in < 4; in++) {
          for (int out = 0; out < 5; out++) {
            assertThat(torchs.data()[((out * 4 + in) * 2 + h) * 3 + w])
                .isEqualTo(ours.data()[((h * 3 + w) * 4 + in) * 5 + out]);
          }
        }
      }
    }
  }

  @Test
  void anArrayHasAsManyNumbersAsItsShapeSays() {
    assertThatThrownBy(() -> new Weights.Array(new long[] {2, 3}, new float[5]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an array of 5 numbers cannot have 6 elements");
    assertThat(new Weights.Array(new long[0], new float[1]).shape()).isEmpty();
  }
}
