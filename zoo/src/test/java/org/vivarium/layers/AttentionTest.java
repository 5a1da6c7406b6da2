package org.vivarium.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;

class AttentionTest {
  private static Batch batch() {
    return Goldens.batch(Map.of("x", Formula.array("x", 1, 2, 3, 8)));
  }

  @Test
  void headsMustDivideTheWidth() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 3, 8);
      assertThatThrownBy(() -> new MultiHeadAttention(3).build(program.serving(), x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a width of 8 cannot be divided among 3 heads");
    }
  }

  @Test
  void learnedPositionsSayThatATextIsTooLong() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 3, 8);
      assertThatThrownBy(
              () -> Positions.learned("wpe", 2, Init.zeros()).build(program.serving(), x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'wpe' knows 2 places, and 3 are asked for");
    }
  }

  @Test
  void nothingButPaddingIsLookedAtEvenly() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("x", -1, 3, 8);
      Value present = x.of(program.tf().constant(new float[2][3]));
      Attended y =
          new MultiHeadAttention(2).build(program.serving(), x, x, x, Mask.padding(present));
      assertThat(program.compute(y.weights(), batch).data()).containsOnly(1 / 3f);
    }
  }

  @Test
  void dropoutOfTrainingLeavesTheWeightsThatAreShownWhole() {
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Value x = program.floats("x", -1, 3, 8);
      MultiHeadAttention attention = new MultiHeadAttention(2).dropout(.5f);
      Attended trained = attention.build(program.training(), x, x, x, Mask.none());
      Attended served = attention.build(program.serving(), x, x, x, Mask.none());
      assertThat(program.compute(trained.weights(), batch).data())
          .isEqualTo(program.compute(served.weights(), batch).data());
      assertThat(program.compute(trained.output(), batch).data())
          .isNotEqualTo(program.compute(served.output(), batch).data());
    }
  }
}
