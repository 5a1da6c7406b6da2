package org.vivarium.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Layers.identity;
import static org.vivarium.layers.Layers.transposedConv;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;
import org.tensorflow.types.TInt32;
import org.vivarium.golden.Goldens;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** What layers and losses do that PyTorch has no number for. */
class LayersTest {
  @Test
  void layersThatCannotBeAreRefusedByName() {
    assertThatThrownBy(() -> conv("conv1", 0, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'conv1' has 0 filters, kernel 3 and stride 1");
    assertThatThrownBy(() -> transposedConv("up", 4, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'up' has kernel 1 below stride 2");
    assertThatThrownBy(() -> dropout(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("dropout is 1.0");
    assertThatThrownBy(() -> dropout(Float.NaN)).hasMessageContaining("dropout is NaN");
  }

  @Test
  void denseSaysWhenItCannotKnowItsInput() {
    try (Program program = new Program(1)) {
      Value open = program.floats("open", -1, -1);
      assertThatThrownBy(() -> dense("fc", 2).build(program.training(), open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'fc' cannot know how many numbers come in");
    }
  }

  @Test
  void thereIsAClassWeightForEveryClass() {
    try (Program program = new Program(1)) {
      Value logits = program.floats("logits", -1, 3);
      var labels = program.input("labels", TInt32.class, -1);
      assertThatThrownBy(() -> Losses.crossEntropy(logits, labels, 0, new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("there are 3 classes and 2 class weights");
    }
  }

  @Test
  void accuracyIsTheShareOfRowsWhoseLargestLogitIsTheLabels() {
    Weights.Array rows =
        new Weights.Array(new long[] {4, 2}, new float[] {1, 2, 4, 3, -1, -2, 0, 5});
    Map<String, Tensor> tensors =
        Map.of(
            "logits",
            Goldens.batch(Map.of("logits", rows)).tensors().get("logits"),
            "labels",
            TInt32.vectorOf(1, 0, 1, 1));
    try (Program program = new Program(1);
        Batch batch = new Batch(tensors)) {
      Value logits = program.floats("logits", -1, 2);
      var labels = program.input("labels", TInt32.class, -1);
      assertThat(program.compute(Losses.accuracy(logits, labels), batch).data())
          .containsExactly(.75f);
    }
  }

  @Test
  void binaryCrossEntropyDoesNotOverflow() {
    Weights.Array far = new Weights.Array(new long[] {1, 2}, new float[] {1000, -1000});
    Weights.Array right = new Weights.Array(new long[] {1, 2}, new float[] {1, 0});
    Weights.Array wrong = new Weights.Array(new long[] {1, 2}, new float[] {0, 1});
    try (Program program = new Program(1);
        Batch good = Goldens.batch(Map.of("x", far, "y", right));
        Batch bad = Goldens.batch(Map.of("x", far, "y", wrong))) {
      Value loss =
          Losses.binaryCrossEntropy(program.floats("x", -1, 2), program.floats("y", -1, 2));
      assertThat(program.compute(loss, good).data()).containsExactly(0);
      assertThat(program.compute(loss, bad).data()).containsExactly(1000);
    }
  }

  @Test
  void identityOwnsNothingAndChangesNothing() {
    try (Program program = new Program(1)) {
      Value x = program.floats("x", -1, 2);
      assertThat(identity().build(program.training(), x)).isSameAs(x);
      assertThat(program.params("")).isEmpty();
    }
  }
}
