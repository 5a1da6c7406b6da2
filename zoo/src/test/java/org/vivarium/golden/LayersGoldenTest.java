package org.vivarium.golden;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.golden.Goldens.input;
import static org.vivarium.golden.Goldens.ours;
import static org.vivarium.golden.Goldens.torchs;
import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.elu;
import static org.vivarium.layers.Activations.gelu;
import static org.vivarium.layers.Activations.leakyRelu;
import static org.vivarium.layers.Activations.mish;
import static org.vivarium.layers.Activations.prelu;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Activations.relu6;
import static org.vivarium.layers.Activations.selu;
import static org.vivarium.layers.Activations.sigmoid;
import static org.vivarium.layers.Activations.softmax;
import static org.vivarium.layers.Activations.softplus;
import static org.vivarium.layers.Activations.swish;
import static org.vivarium.layers.Activations.tanh;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.depthwiseConv;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.layerNorm;
import static org.vivarium.layers.Layers.normalise;
import static org.vivarium.layers.Layers.pad;
import static org.vivarium.layers.Layers.reflectPad;
import static org.vivarium.layers.Layers.residual;
import static org.vivarium.layers.Layers.transposedConv;
import static org.vivarium.layers.Layers.upsampleBilinear;
import static org.vivarium.layers.Layers.upsampleNearest;
import static org.vivarium.layers.Pooling.adaptiveAveragePool;
import static org.vivarium.layers.Pooling.averagePool;
import static org.vivarium.layers.Pooling.globalAveragePool;
import static org.vivarium.layers.Pooling.globalMaxPool;
import static org.vivarium.layers.Pooling.maxPool;
import static org.vivarium.layers.Pooling.maxPoolToEdge;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Padding;

/** Holds every layer and activation to PyTorch's outputs, gradients and running statistics. */
class LayersGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final Map<String, JsonObject> FILES =
      Map.of(
          "convolutions", Goldens.read("convolutions"),
          "layers", Goldens.read("layers"),
          "activations", Goldens.read("activations"));

  /** A layer and its golden; the layer is built in the mode that the golden was made in. */
  record Row(String file, String name, Layer layer) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    convolutions().forEach((name, layer) -> rows.add(new Row("convolutions", name, layer)));
    layers().forEach((name, layer) -> rows.add(new Row("layers", name, layer)));
    activations().forEach((name, layer) -> rows.add(new Row("activations", name, layer)));
    return rows;
  }

  private static Map<String, Layer> convolutions() {
    return Map.ofEntries(
        Map.entry("conv k1 s1", conv("layer", 3, 1)),
        Map.entry("conv k1 s2", conv("layer", 3, 1).stride(2)),
        Map.entry("conv k3 s1", conv("layer", 3, 3)),
        Map.entry("conv k3 s2", conv("layer", 3, 3).stride(2)),
        Map.entry("conv k3 s2 no bias", conv("layer", 3, 3).stride(2).noBias()),
        Map.entry("conv k2 s1", conv("layer", 3, 2)),
        Map.entry("conv k4 s2", conv("layer", 3, 4).stride(2)),
        Map.entry("conv k7 s2", conv("layer", 3, 7).stride(2)),
        Map.entry("conv k5 s1 valid", conv("layer", 3, 5).padding(Padding.VALID)),
        Map.entry("conv k3 s2 valid", conv("layer", 3, 3).stride(2).padding(Padding.VALID)),
        Map.entry("conv k3 s2 same", conv("layer", 3, 3).stride(2).padding(Padding.SAME)),
        Map.entry("conv k4 s1 same", conv("layer", 3, 4).padding(Padding.SAME)),
        Map.entry("depthwise k3 s1", depthwiseConv("layer", 3)),
        Map.entry("depthwise k3 s2", depthwiseConv("layer", 3).stride(2)),
        Map.entry("depthwise k5 s1 valid", depthwiseConv("layer", 5).padding(Padding.VALID)),
        Map.entry("transposed k2 s2", transposedConv("layer", 3, 2)),
        Map.entry("transposed k3 s2", transposedConv("layer", 3, 3)),
        Map.entry("transposed k3 s2 no bias", transposedConv("layer", 3, 3).noBias()),
        Map.entry("transposed k4 s2", transposedConv("layer", 3, 4)),
        Map.entry("transposed k5 s2", transposedConv("layer", 3, 5)),
        Map.entry("transposed k3 s1", transposedConv("layer", 3, 3).stride(1)));
  }

  private static Map<String, Layer> layers() {
    return Map.ofEntries(
        Map.entry("dense", dense("layer", 3)),
        Map.entry("dense no bias", dense("layer", 3).noBias()),
        Map.entry("dense rank 3", dense("layer", 3)),
        Map.entry("flatten", flatten()),
        Map.entry("flatten dense", chain(flatten(), dense("layer", 3))),
        Map.entry("batch norm rank 2 training", batchNorm("layer")),
        Map.entry("batch norm rank 2 serving", batchNorm("layer")),
        Map.entry("batch norm rank 4 training", batchNorm("layer")),
        Map.entry("batch norm rank 4 serving", batchNorm("layer")),
        Map.entry("batch norm momentum epsilon", batchNorm("layer").momentum(.3f).epsilon(1e-2f)),
        Map.entry("layer norm rank 2", layerNorm("layer")),
        Map.entry("layer norm rank 3", layerNorm("layer").epsilon(1e-2f)),
        Map.entry("max pool 2", maxPool(2)),
        Map.entry("max pool 3 2 1", maxPool(3, 2, 1)),
        Map.entry("max pool to edge 2 2", maxPoolToEdge(2, 2)),
        Map.entry("max pool to edge 3 2", maxPoolToEdge(3, 2)),
        Map.entry("adaptive average pool 1", adaptiveAveragePool(1)),
        Map.entry("adaptive average pool 4", adaptiveAveragePool(4)),
        Map.entry("adaptive average pool 7", adaptiveAveragePool(7)),
        Map.entry("average pool 2", averagePool(2)),
        Map.entry("average pool 3 2", averagePool(3, 2)),
        Map.entry("global average pool", globalAveragePool()),
        Map.entry("global max pool", globalMaxPool()),
        Map.entry("upsample nearest 2", upsampleNearest(2)),
        Map.entry("upsample nearest 3", upsampleNearest(3)),
        Map.entry("upsample bilinear 2", upsampleBilinear(2)),
        Map.entry("upsample bilinear 3", upsampleBilinear(3)),
        Map.entry("pad 1", pad(1)),
        Map.entry("pad 2 with a half", pad(2, .5f)),
        Map.entry("reflect pad 2", reflectPad(2)),
        Map.entry("residual", residual(conv("body", 3, 3), conv("shortcut", 3, 1).noBias())),
        Map.entry("plus input", conv("layer", 2, 3).plusInput()),
        Map.entry("normalise", normalise(new float[] {.5f, -.25f}, new float[] {.5f, 2})));
  }

  private static Map<String, Layer> activations() {
    return Map.ofEntries(
        Map.entry("relu", relu()),
        Map.entry("relu6", relu6()),
        Map.entry("leaky relu", leakyRelu(.1f)),
        Map.entry("prelu", prelu("layer")),
        Map.entry("elu", elu()),
        Map.entry("selu", selu()),
        Map.entry("gelu", gelu()),
        Map.entry("swish", swish()),
        Map.entry("mish", mish()),
        Map.entry("sigmoid", sigmoid()),
        Map.entry("tanh", tanh()),
        Map.entry("softplus", softplus()),
        Map.entry("softmax", softmax()));
  }

  @Test
  void everyGoldenIsTested() {
    FILES.forEach(
        (file, goldens) ->
            assertThat(rows().stream().filter(r -> r.file().equals(file)).map(Row::name))
                .containsExactlyInAnyOrderElementsOf(goldens.keySet()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rows")
  void agreesWithPyTorch(Row row) {
    JsonObject golden = FILES.get(row.file()).getAsJsonObject(row.name());
    JsonObject gradients = golden.getAsJsonObject("gradients");
    Weights.Array output = array(golden.get("output"));
    Weights.Array x =
        Formula.array(
            "input",
            golden.get("scale").getAsDouble(),
            Goldens.longs(golden.getAsJsonArray("input")));
    Weights.Array cotangent = Formula.array("cotangent", 1, output.shape());
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", ours(x), "cotangent", ours(cotangent)))) {
      Net net = golden.has("buffers") ? program.training() : program.serving();
      Value in = input(program, "x", ours(x));
      Value out = row.layer().build(net, in);
      Value loss = out.times(input(program, "cotangent", ours(cotangent))).sum();
      Value slope = in.of(program.tf().gradients(loss, List.of(in)).<TFloat32>dy(0));
      boolean trains = !program.params("").isEmpty();
      Step train = trains ? program.minimize("train", loss, sgd(), "") : null;
      if (trains) {
        program.load(Formula.weights(program.params(""), program.weights()));
      }

      assertClose("output", torchs(program.compute(out, batch)), output, TOLERANCE);
      Weights.Array ofInput = torchs(program.compute(slope, batch));
      assertClose("gradient of the input", ofInput, array(gradients.get("input")), TOLERANCE);
      if (trains) {
        Weights before = program.weights();
        program.run(train, batch);
        assertGradients(gradients, before, program.weights(), trained(program));
      }
      if (golden.has("buffers")) {
        program.run(train, batch);
        golden
            .getAsJsonObject("buffers")
            .asMap()
            .forEach(
                (name, buffer) -> {
                  var ours = program.weights().arrays().get(name);
                  assertClose(name + " after two steps", ours, array(buffer), TOLERANCE);
                });
      }
    }
  }

  /** At rate 1 a weight goes down by its gradient. */
  private static Optimizer sgd() {
    return Optimizer.sgd(Rates.constant(1));
  }

  private static Set<String> trained(Program program) {
    return program.params("").stream()
        .filter(p -> p.trained())
        .map(p -> p.path())
        .collect(toCollection(TreeSet::new));
  }

  private static void assertGradients(
      JsonObject gradients, Weights before, Weights after, Set<String> trained) {
    assertThat(Stream.concat(Stream.of("input"), trained.stream()))
        .containsExactlyInAnyOrderElementsOf(gradients.keySet());
    for (String name : trained) {
      Weights.Array a = before.arrays().get(name);
      float[] moved = a.data().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] -= after.arrays().get(name).data()[i];
      }
      Weights.Array gradient = new Weights.Array(a.shape(), moved);
      assertClose("gradient of " + name, gradient, array(gradients.get(name)), TOLERANCE);
    }
  }
}
