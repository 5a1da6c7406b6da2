package org.vivarium.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.layers.Layers.conv1d;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.embedding;
import static org.vivarium.layers.Layers.gru;
import static org.vivarium.layers.Layers.lstm;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.golden.Formula;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** What layers over sequences do beyond PyTorch's numbers. */
class SequencesTest {
  @Test
  void statesAreGivenOnFromPartToPart() {
    Weights.Array x = Formula.array("x", 1, 3, 6, 2);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", x))) {
      Recurrent layer = lstm("layer", 4).layers(2);
      Value whole = program.floats("x", -1, 6, 2);
      List<Value> steps = whole.transpose(1, 0, 2).unstack(6);
      Value start = Value.stack(1, steps.subList(0, 4));
      Value end = Value.stack(1, steps.subList(4, 6));
      var all = layer.states(program.serving(), whole);
      var before = layer.states(program.serving(), start);
      var after = layer.states(program.serving(), end, null, before.last());
      assertThat(program.compute(after.top(), batch).data())
          .containsExactly(program.compute(all.top(), batch).data(), within(1e-6f));
    }
  }

  @Test
  void aSeriesOfAnyLengthIsTrainedOn() {
    int time = 17; // gradients over time are summed by sixteens, and one is left over
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", Formula.array("x", 1, 3, time, 2)))) {
      Value all = gru("layer", 4).build(program.training(), program.floats("x", -1, time, 2));
      Step step =
          program.minimize("train", all.square().mean(), Optimizer.sgd(Rates.constant(.5f)), "");
      float before = program.run(step, batch).get("loss");
      assertThat(program.run(step, batch).get("loss")).isLessThan(before);
    }
  }

  @Test
  void recurrentLayersSayWhatTheyTake() {
    try (Program program = new Program(1)) {
      Value open = program.floats("open", -1, -1, 3);
      assertThatThrownBy(() -> gru("layer", 4).build(program.serving(), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'layer' takes [batch, time, features] of a known time");
      Value x = program.floats("x", -1, 5, 3);
      Value state = program.floats("state", 1, -1, 4);
      assertThatThrownBy(() -> lstm("layer", 4).states(program.serving(), x, null, List.of(state)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("'layer' has a state of 2 values, not 1");
    }
  }

  @Test
  void aConvolutionSaysThatASequenceIsTooShort() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 4, 3);
      Conv1d conv = conv1d("conv", 2, 3).dilation(2).ends(Conv1d.Ends.NONE);
      assertThatThrownBy(() -> conv.build(program.serving(), x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'conv' looks at 5 steps");
    }
  }

  @Test
  void thePaddingOfAnEmbeddingIsZeroAtFirst() {
    try (Program program = new Program(1)) {
      embedding("layer", 4, 3).padding(1).build(program.serving(), tokens(program));
      float[] weight = program.weights().arrays().get("layer.weight").data();
      for (int i = 0; i < weight.length; i++) {
        assertThat(weight[i] == 0).as("number " + i).isEqualTo(i / 3 == 1);
      }
    }
  }

  private static Operand<TInt32> tokens(Program program) {
    return program.input("tokens", TInt32.class, -1, 2);
  }

  @Test
  void denseLeavesSeveralAxesOpen() {
    Weights.Array x = Formula.array("x", 1, 2, 5, 3);
    try (Program program = new Program(1);
        Batch batch =
            Goldens.batch(
                Map.of("x", x, "rows", new Weights.Array(new long[] {10, 3}, x.data())))) {
      Value open = program.floats("x", -1, -1, 3);
      Value rows = program.floats("rows", -1, 3);
      Value y = dense("fc", 4).build(program.serving(), open);
      Value flat = dense("fc", 4).build(program.serving(), rows);
      assertThat(y.shape().asArray()).containsExactly(-1, -1, 4);
      Weights.Array found = program.compute(y, batch);
      assertThat(found.shape()).containsExactly(2, 5, 4);
      assertThat(found.data()).isEqualTo(program.compute(flat, batch).data());
    }
  }
}
