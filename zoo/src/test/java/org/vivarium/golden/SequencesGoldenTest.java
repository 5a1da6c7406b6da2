package org.vivarium.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.layers.Layers.conv1d;
import static org.vivarium.layers.Layers.embedding;
import static org.vivarium.layers.Layers.gru;
import static org.vivarium.layers.Layers.lstm;
import static org.vivarium.layers.Layers.rnn;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Param;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Cell;
import org.vivarium.layers.Conv1d;
import org.vivarium.layers.Embedding;
import org.vivarium.layers.Recurrent;
import org.vivarium.zoo.RecurrentClassifier;
import org.vivarium.zoo.RecurrentText;
import org.vivarium.zoo.Tcn;
import org.vivarium.zoo.TextCnn;

/** Holds layers and networks over sequences to PyTorch's outputs and gradients. */
class SequencesGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final JsonObject GOLDENS = Goldens.read("sequences");

  /** What a golden feeds: floats by name, whole numbers, and a mask; null where it has none. */
  record Fed(Map<String, Value> floats, Operand<TInt32> numbers, Operand<TInt32> mask) {}

  /** From what is fed to outputs by name. */
  interface Built {
    Map<String, Value> build(Net net, Fed fed);
  }

  private static final Map<String, Built> ROWS =
      Map.ofEntries(
          Map.entry("rnn", states(rnn("layer", 6))),
          Map.entry("rnn relu", states(new Recurrent("layer", Cell.RELU, 6, 1, false, 0))),
          Map.entry("lstm", states(lstm("layer", 6))),
          Map.entry("gru", states(gru("layer", 6))),
          Map.entry("lstm long", states(lstm("layer", 6))),
          Map.entry("lstm given states", states(lstm("layer", 6).layers(2))),
          Map.entry("gru given states padded", states(gru("layer", 6).bidirectional())),
          Map.entry("rnn padded", states(rnn("layer", 6))),
          Map.entry("lstm padded", states(lstm("layer", 6))),
          Map.entry("gru padded", states(gru("layer", 6))),
          Map.entry("rnn stacked", states(rnn("layer", 6).layers(3))),
          Map.entry("gru both ways", states(gru("layer", 6).bidirectional())),
          Map.entry(
              "lstm stacked both ways padded",
              states(lstm("layer", 6).layers(2).bidirectional().dropout(.5f))),
          Map.entry(
              "gru stacked both ways padded", states(gru("layer", 6).layers(2).bidirectional())),
          Map.entry("conv k3", layer(conv1d("layer", 4, 3))),
          Map.entry(
              "conv k1 no bias", layer(conv1d("layer", 4, 1).ends(Conv1d.Ends.NONE).noBias())),
          Map.entry("conv k4 none", layer(conv1d("layer", 4, 4).ends(Conv1d.Ends.NONE))),
          Map.entry("conv k3 causal", layer(conv1d("layer", 4, 3).ends(Conv1d.Ends.CAUSAL))),
          Map.entry("conv k3 dilated 2", layer(conv1d("layer", 4, 3).dilation(2))),
          Map.entry(
              "conv k2 dilated 4 causal",
              layer(conv1d("layer", 4, 2).dilation(4).ends(Conv1d.Ends.CAUSAL))),
          Map.entry("embedding", vectors(embedding("layer", 7, 3))),
          Map.entry("embedding padding", vectors(embedding("layer", 7, 3).padding(0))),
          Map.entry("lstm classifier", classifier(lstm("rnn", 6))),
          Map.entry("bilstm classifier", classifier(lstm("rnn", 6).layers(2).bidirectional())),
          Map.entry(
              "gru text",
              text(new RecurrentText(11, 5, new RecurrentClassifier(gru("rnn", 6), 4))::build)),
          Map.entry("text cnn", text(new TextCnn(4, 11, 5, 3)::build)),
          Map.entry("tcn", series(new Tcn(4, 3, 5, 2, .5f)::build)));

  /** A network of one input and a mask. */
  interface Masked<X> {
    Value build(Net net, X x, Operand<TInt32> mask);
  }

  private static Built states(Recurrent layer) {
    return (net, fed) -> {
      List<Value> first = new ArrayList<>();
      for (String name : List.of("h0", "c0")) {
        if (fed.floats().containsKey(name)) {
          first.add(fed.floats().get(name));
        }
      }
      var states = layer.states(net, fed.floats().get("x"), fed.mask(), first);
      Map<String, Value> outputs = new LinkedHashMap<>(Map.of("all", states.all()));
      outputs.put("h", states.last().get(0));
      if (states.last().size() > 1) {
        outputs.put("c", states.last().get(1));
      }
      return outputs;
    };
  }

  private static Built layer(Layer layer) {
    return (net, fed) -> Map.of("all", layer.build(net, fed.floats().get("x")));
  }

  private static Built vectors(Embedding embedding) {
    return (net, fed) -> Map.of("all", embedding.build(net, fed.numbers()));
  }

  private static Built classifier(Recurrent recurrent) {
    return series(new RecurrentClassifier(recurrent, 4)::build);
  }

  private static Built series(Masked<Value> network) {
    return (net, fed) -> Map.of("logits", network.build(net, fed.floats().get("x"), fed.mask()));
  }

  private static Built text(Masked<Operand<TInt32>> network) {
    return (net, fed) -> Map.of("logits", network.build(net, fed.numbers(), fed.mask()));
  }

  static Iterable<String> names() {
    return ROWS.keySet();
  }

  @Test
  void everyGoldenIsTested() {
    assertThat(ROWS.keySet()).isEqualTo(GOLDENS.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void agreesWithPyTorch(String name) {
    JsonObject golden = GOLDENS.getAsJsonObject(name);
    Map<String, Tensor> tensors = new HashMap<>();
    try (Program program = new Program(1)) {
      Fed fed = feed(program, golden, tensors);
      Map<String, Value> outputs = ROWS.get(name).build(program.serving(), fed);
      Value loss = null;
      for (var output : golden.getAsJsonObject("outputs").entrySet()) {
        Weights.Array like = array(output.getValue());
        var cotangent = Formula.array("cotangent " + output.getKey(), 1, like.shape());
        Value weight = floats(program, "cotangent_" + output.getKey(), cotangent, tensors);
        Value part = outputs.get(output.getKey()).times(weight).sum();
        loss = loss == null ? part : loss.plus(part);
      }
      Map<String, Value> slopes = new HashMap<>();
      for (var input : fed.floats().entrySet()) {
        Value x = input.getValue();
        var slope = program.tf().gradients(loss, List.of(x)).<TFloat32>dy(0);
        slopes.put(input.getKey(), x.of(slope));
      }
      Optimizer plain = Optimizer.sgd(Rates.constant(1)); // a weight goes down by its gradient
      Step train = program.minimize("train", loss, plain, "");
      program.load(Formula.weights(program.params(""), program.weights()));
      try (Batch batch = new Batch(tensors)) {
        check(program, golden, outputs, slopes, train, batch);
      }
    }
  }

  private static void check(
      Program program,
      JsonObject golden,
      Map<String, Value> outputs,
      Map<String, Value> slopes,
      Step train,
      Batch batch) {
    golden
        .getAsJsonObject("outputs")
        .asMap()
        .forEach(
            (name, output) ->
                assertClose(
                    name, program.compute(outputs.get(name), batch), array(output), TOLERANCE));
    Map<String, Weights.Array> found = new HashMap<>();
    slopes.forEach((name, slope) -> found.put(name, program.compute(slope, batch)));
    Weights before = program.weights();
    program.run(train, batch);
    Weights after = program.weights();
    for (Param param : program.params("")) {
      Weights.Array a = before.arrays().get(param.path());
      float[] moved = a.data().clone();
      for (int i = 0; i < moved.length; i++) {
        moved[i] -= after.arrays().get(param.path()).data()[i];
      }
      found.put(param.path(), new Weights.Array(a.shape(), moved));
    }
    Map<String, JsonElement> gradients = golden.getAsJsonObject("gradients").asMap();
    assertThat(found.keySet()).isEqualTo(gradients.keySet());
    gradients.forEach(
        (name, g) -> assertClose("gradient of " + name, found.get(name), array(g), TOLERANCE));
  }

  private static Fed feed(Program program, JsonObject golden, Map<String, Tensor> tensors) {
    Map<String, Value> floats = new LinkedHashMap<>();
    for (var input : golden.getAsJsonObject("inputs").entrySet()) {
      long[] shape = Goldens.longs(input.getValue().getAsJsonArray());
      Weights.Array a = Formula.array(input.getKey(), 1, shape);
      floats.put(input.getKey(), floats(program, input.getKey(), a, tensors));
    }
    int[][] tokens = new Gson().fromJson(golden.get("numbers"), int[][].class);
    int[] lengths = new Gson().fromJson(golden.get("lengths"), int[].class);
    if (lengths == null) {
      return new Fed(floats, tokens == null ? null : numbers(program, "x", tokens, tensors), null);
    }
    int time = tokens == null ? Math.toIntExact(floats.get("x").dim(1)) : tokens[0].length;
    int[][] mask = new int[lengths.length][time];
    for (int i = 0; i < lengths.length; i++) {
      Arrays.fill(mask[i], 0, lengths[i], 1);
    }
    return new Fed(
        floats,
        tokens == null ? null : numbers(program, "tokens", tokens, tensors),
        numbers(program, "mask", mask, tensors));
  }

  /** The batch is open, where it is the first axis. */
  private static Value floats(
      Program program, String name, Weights.Array a, Map<String, Tensor> tensors) {
    tensors.put(name, TFloat32.tensorOf(Shape.of(a.shape()), DataBuffers.of(a.data())));
    if (name.equals("h0") || name.equals("c0")) {
      return program.floats(name, a.shape()[0], -1, a.shape()[2]);
    }
    return name.equals("x") ? Goldens.input(program, name, a) : program.floats(name, a.shape());
  }

  private static Operand<TInt32> numbers(
      Program program, String name, int[][] rows, Map<String, Tensor> tensors) {
    int[] flat = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    int time = rows[0].length;
    tensors.put(name, TInt32.tensorOf(Shape.of(rows.length, time), DataBuffers.of(flat)));
    return program.input(name, TInt32.class, -1, time);
  }
}
