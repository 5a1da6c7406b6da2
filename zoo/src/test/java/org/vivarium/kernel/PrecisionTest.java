package org.vivarium.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.zoo.LeNet;

class PrecisionTest {
  @ParameterizedTest
  @EnumSource
  void isReadByTheNameItPrints(Precision precision) {
    assertThat(Precision.of(precision.toString())).isEqualTo(precision);
    assertThat(precision.resolved()).isNotEqualTo(Precision.AUTO);
  }

  @Test
  void anUnknownNameIsToldWithThoseThatThereAre() {
    assertThatThrownBy(() -> Precision.of("float16"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("precision is 'float16'; it must be one of [float32, bfloat16, auto]");
  }

  @Test
  void brainFloatsAreWithinTwoPercentOfFloats() {
    float[] floats = logits(Precision.FLOAT32);
    float[] brains = logits(Precision.BFLOAT16);
    float largest = 0;
    float apart = 0;
    for (int i = 0; i < floats.length; i++) {
      largest = Math.max(largest, Math.abs(floats[i]));
      apart = Math.max(apart, Math.abs(floats[i] - brains[i]));
    }
    assertThat(apart / largest).isLessThan(.02f);
  }

  @Test
  void trainingInBrainFloatsLearns() {
    try (Program program = new Program(1, Precision.BFLOAT16);
        Batch batch = images()) {
      Value logits = new LeNet(10).build(program.training(), program.floats("x", -1, 28, 28, 1));
      Value loss = logits.minus(1).square().mean();
      Step train = program.minimize("train", loss, Optimizer.adam(Rates.constant(1e-3f)), "");
      float first = program.run(train, batch).get("loss");
      float last = first;
      for (int i = 0; i < 20; i++) {
        last = program.run(train, batch).get("loss");
      }
      assertThat(last).isLessThan(first / 10);
      assertThat(program.precision()).isEqualTo(Precision.BFLOAT16);
    }
  }

  private static float[] logits(Precision precision) {
    try (Program program = new Program(1, precision);
        Batch batch = images()) {
      Value image = program.floats("x", -1, 28, 28, 1);
      return program.compute(new LeNet(10).build(program.serving(), image), batch).data();
    }
  }

  private static Batch images() {
    return Goldens.batch(Map.of("x", Formula.array("x", 1, 8, 28, 28, 1)));
  }
}
