package org.vivarium.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.layers.Losses.binaryCrossEntropy;
import static org.vivarium.layers.Losses.crossEntropy;
import static org.vivarium.layers.Losses.huber;
import static org.vivarium.layers.Losses.meanAbsoluteError;
import static org.vivarium.layers.Losses.meanSquaredError;
import static org.vivarium.layers.Losses.oneHot;
import static org.vivarium.layers.Losses.smoothed;
import static org.vivarium.layers.Losses.sparseCrossEntropy;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** Holds every loss, and its gradient with respect to the logits, to PyTorch's. */
class LossesGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final JsonObject GOLDENS = Goldens.read("losses");
  private static final JsonObject INPUTS = GOLDENS.getAsJsonObject("inputs");
  private static final float[] EVEN = {1, 1, 1, 1};
  private static final float[] WEIGHTS =
      new Gson().fromJson(INPUTS.getAsJsonArray("weights"), float[].class);

  /**
   * What the losses are computed of.
   *
   * @param labels {@code [batch]}
   * @param distributions {@code [batch, classes]}; rows sum to 1
   * @param shares {@code [batch, classes]}, each from 0 to 1
   */
  record Inputs(Value logits, Operand<TInt32> labels, Value distributions, Value shares) {}

  interface Loss {
    Value of(Inputs in);
  }

  /** A loss, and the golden it is held to: two ways to write one loss have the same golden. */
  record Row(String golden, Loss loss) {
    @Override
    public String toString() {
      return golden;
    }
  }

  static List<Row> rows() {
    return List.of(
        new Row("cross-entropy", in -> crossEntropy(in.logits, in.labels)),
        new Row("cross-entropy", in -> crossEntropy(in.logits, in.labels, 0, EVEN)),
        new Row("cross-entropy", in -> sparseCrossEntropy(in.logits, in.labels).mean()),
        new Row("cross-entropy of distributions", in -> crossEntropy(in.logits, in.distributions)),
        new Row("cross-entropy smoothed", in -> crossEntropy(in.logits, in.labels, .1f, EVEN)),
        new Row(
            "cross-entropy smoothed",
            in -> crossEntropy(in.logits, smoothed(oneHot(in.logits, in.labels), .1f))),
        new Row("cross-entropy weighted", in -> crossEntropy(in.logits, in.labels, 0, WEIGHTS)),
        new Row(
            "cross-entropy smoothed and weighted",
            in -> crossEntropy(in.logits, in.labels, .1f, WEIGHTS)),
        new Row("binary cross-entropy", in -> binaryCrossEntropy(in.logits, in.shares)),
        new Row("mean squared error", in -> meanSquaredError(in.logits, in.shares)),
        new Row("mean absolute error", in -> meanAbsoluteError(in.logits, in.shares)),
        new Row("huber", in -> huber(in.logits, in.shares, 1.5f)));
  }

  @Test
  void everyGoldenIsTested() {
    Set<String> goldens = new TreeSet<>(GOLDENS.keySet());
    goldens.remove("inputs");
    assertThat(rows().stream().map(Row::golden).distinct())
        .containsExactlyInAnyOrderElementsOf(goldens);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void agreesWithPyTorch(Row row) {
    JsonObject golden = GOLDENS.getAsJsonObject(row.golden());
    try (Program program = new Program(1);
        Batch batch = batch()) {
      Inputs in =
          new Inputs(
              program.floats("logits", -1, 4),
              program.input("labels", TInt32.class, -1),
              program.floats("distributions", -1, 4),
              program.floats("shares", -1, 4));
      Value loss = row.loss().of(in);
      Value slope = loss.of(program.tf().gradients(loss, List.of(in.logits)).<TFloat32>dy(0));
      assertClose("loss", program.compute(loss, batch), array(golden.get("value")), TOLERANCE);
      Weights.Array gradient = program.compute(slope, batch);
      assertClose("gradient", gradient, array(golden.get("gradient")), TOLERANCE);
    }
  }

  private static Batch batch() {
    Batch floats =
        Goldens.batch(
            Map.of(
                "logits", Formula.array("logits", 6, 5, 4),
                "distributions", array(INPUTS.get("distributions")),
                "shares", array(INPUTS.get("shares"))));
    Map<String, Tensor> tensors = new HashMap<>(floats.tensors());
    int[] labels = new Gson().fromJson(INPUTS.get("labels"), int[].class);
    tensors.put("labels", TInt32.vectorOf(labels));
    return new Batch(tensors);
  }
}
