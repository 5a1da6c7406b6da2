package org.vivarium.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.layers.Activations.gelu;

import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Attended;
import org.vivarium.layers.Mask;
import org.vivarium.layers.MultiHeadAttention;
import org.vivarium.layers.TransformerBlock;
import org.vivarium.zoo.Bert;
import org.vivarium.zoo.Gpt;
import org.vivarium.zoo.GruAttention;
import org.vivarium.zoo.Transformer;
import org.vivarium.zoo.TransformerEncoder;

/** Holds attention and the Transformers to PyTorch's outputs, weights and gradients. */
class TransformersGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final JsonObject GOLDENS = Goldens.read("transformers");
  private static final double SMALLEST = .1; // the bias of keys has no gradient but rounding
  private static final int WIDTH = 8;
  private static final int HEADS = 2;
  private static final int HIDDEN = 12;
  private static final int DEPTH = 2;
  private static final int VOCABULARY = 11;
  private static final int TIME = 5;
  private static final int CLASSES = 3;
  private static final int FEATURES = 4;

  private static final TransformerBlock BLOCK = new TransformerBlock(HEADS, HIDDEN);
  private static final TransformerBlock NORM_FIRST = BLOCK.normFirst(true).activation(gelu());
  private static final Transformer TIED =
      new Transformer(VOCABULARY, WIDTH, HEADS, HIDDEN, DEPTH, true, 0);
  private static final Bert BERT =
      new Bert(VOCABULARY, TIME + 2, 2, WIDTH, HEADS, HIDDEN, DEPTH, 0);
  private static final Gpt GPT = new Gpt(VOCABULARY, TIME + 2, WIDTH, HEADS, DEPTH, 0);
  private static final Map<String, Model> NETWORKS =
      Map.of(
          "post-norm series",
          new TransformerEncoder(WIDTH, DEPTH, BLOCK, false).ofSeries(FEATURES, TIME, CLASSES),
          "pre-norm tokens",
          new TransformerEncoder(WIDTH, DEPTH, NORM_FIRST, true)
              .ofTokens(VOCABULARY, TIME, CLASSES),
          "transformer tied",
          TIED.model(TIME),
          "transformer",
          TIED.tied(false).model(TIME),
          "transformer pre-norm",
          TIED.normFirst(true).model(TIME),
          "gru attention",
          new GruAttention(VOCABULARY, WIDTH, 6, 0).model(TIME),
          "bert",
          BERT.encoder(TIME),
          "bert classifier",
          BERT.classifier(TIME, CLASSES),
          "gpt",
          GPT.model(TIME));

  private static JsonObject golden(String kind, String name) {
    return GOLDENS.getAsJsonObject(kind).getAsJsonObject(name);
  }

  static Iterable<String> names() {
    return NETWORKS.keySet();
  }

  @Test
  void everyGoldenIsTested() {
    assertThat(NETWORKS.keySet()).isEqualTo(GOLDENS.getAsJsonObject("networks").keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void agreesWithPyTorch(String name) {
    JsonObject golden = golden("networks", name);
    JsonObject outputs = golden.getAsJsonObject("outputs");
    try (Program program = new Program(1);
        Batch batch = batch(NETWORKS.get(name), golden.getAsJsonObject("inputs"))) {
      Model model = NETWORKS.get(name);
      Map<String, Value> ours = model.build(program.serving(), model.declare(program));
      Step train = program.minimize("train", against(ours, outputs), sgd(), "");
      program.load(Formula.weights(program.params(""), program.weights()));

      assertThat(ours.keySet()).isEqualTo(outputs.keySet());
      ours.forEach(
          (output, value) ->
              assertClose(
                  output, program.compute(value, batch), array(outputs.get(output)), TOLERANCE));
      Weights before = program.weights();
      program.run(train, batch);
      assertGradients(golden.getAsJsonObject("gradients"), before, program.weights());
    }
  }

  /** The outputs times fixed numbers, summed. */
  private static Value against(Map<String, Value> outputs, JsonObject goldens) {
    Value sum = null;
    for (Map.Entry<String, Value> output : outputs.entrySet()) {
      long[] shape = array(goldens.get(output.getKey())).shape();
      Value numbers = constant(output.getValue(), Formula.array(output.getKey(), 1, shape));
      Value part = output.getValue().times(numbers).sum();
      sum = sum == null ? part : sum.plus(part);
    }
    return sum;
  }

  private static Value constant(Value at, Weights.Array a) {
    return at.of(at.tf().reshape(at.tf().constant(a.data()), at.tf().constant(a.shape())));
  }

  /** At rate 1 a weight goes down by its gradient. */
  private static Optimizer sgd() {
    return Optimizer.sgd(Rates.constant(1));
  }

  private static void assertGradients(JsonObject gradients, Weights before, Weights after) {
    assertThat(before.arrays().keySet()).isEqualTo(gradients.keySet());
    before
        .arrays()
        .forEach(
            (path, a) -> {
              Weights.Array wanted = array(gradients.get(path));
              double largest = 0;
              for (float g : wanted.data()) {
                largest = Math.max(largest, Math.abs(g));
              }
              for (int i = 0; i < a.data().length; i++) {
                double moved = a.data()[i] - after.arrays().get(path).data()[i];
                assertThat(Math.abs(moved - wanted.data()[i]))
                    .as("gradient %d of '%s', %s", i, path, wanted.data()[i])
                    .isLessThan(TOLERANCE * Math.max(largest, SMALLEST));
              }
            });
  }

  private static Batch batch(Model model, JsonObject inputs) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (Model.Input input : model.inputs()) {
      Weights.Array a = array(inputs.get(input.name()));
      Shape shape = Shape.of(a.shape());
      tensors.put(
          input.name(),
          input.below() == 0
              ? TFloat32.tensorOf(shape, DataBuffers.of(a.data()))
              : TInt32.tensorOf(shape, DataBuffers.of(whole(a.data()))));
    }
    return new Batch(tensors);
  }

  private static int[] whole(float[] numbers) {
    int[] whole = new int[numbers.length];
    for (int i = 0; i < whole.length; i++) {
      whole[i] = (int) numbers[i];
    }
    return whole;
  }

  @Test
  void attentionGivesItsOutputAndTheWeightsOfEachHead() {
    assertAttention("plain", TIME, Mask.none());
    assertAttention("causal", TIME, Mask.causal());
    assertAttention("cross", 3, Mask.none());
  }

  @Test
  void attentionLooksAtNoPadding() {
    try (Program program = new Program(1)) {
      Value present =
          new Value(
              program.tf(),
              program.tf().constant(new float[][] {{1, 1, 1, 1, 1}, {1, 1, 1, 0, 0}}));
      assertAttention(program, "padded", TIME, Mask.padding(present));
    }
  }

  private static void assertAttention(String name, int keys, Mask mask) {
    try (Program program = new Program(1)) {
      assertAttention(program, name, keys, mask);
    }
  }

  private static void assertAttention(Program program, String name, int keys, Mask mask) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    arrays.put("queries", Formula.array("queries", 1, 2, TIME, WIDTH));
    if (name.equals("cross")) {
      arrays.put("keys", Formula.array("keys", 1, 2, keys, WIDTH));
      arrays.put("values", Formula.array("values", 1, 2, keys, WIDTH));
    }
    Map<String, Value> in = new HashMap<>();
    arrays.forEach((key, a) -> in.put(key, Goldens.input(program, key, a)));
    Value queries = in.get("queries");
    Net net = program.serving();
    Attended attended =
        new MultiHeadAttention(HEADS)
            .build(
                net,
                queries,
                in.getOrDefault("keys", queries),
                in.getOrDefault("values", queries),
                mask);
    JsonObject golden = golden("attention", name);
    try (Batch batch = Goldens.batch(arrays)) {
      program.load(Formula.weights(program.params(""), program.weights()));
      assertClose(
          name, program.compute(attended.output(), batch), array(golden.get("output")), TOLERANCE);
      assertClose(
          name + " weights",
          program.compute(attended.weights(), batch),
          array(golden.get("weights")),
          TOLERANCE);
    }
  }

  @Test
  void gptGoesOnFromItsPastAsIfItHadReadItAll() {
    JsonObject golden = golden("networks", "gpt");
    Weights.Array logits = array(golden.getAsJsonObject("outputs").get("logits"));
    int[] tokens = whole(array(golden.getAsJsonObject("inputs").get("tokens")).data());
    Map<String, Weights.Array> past = new LinkedHashMap<>();
    for (int i = 0; i < DEPTH; i++) {
      for (String what : List.of("keys.", "values.")) {
        past.put(
            what + i, new Weights.Array(new long[] {2, HEADS, 0, WIDTH / HEADS}, new float[0]));
      }
    }
    read(tokens, 0, 3, past, logits);
    read(tokens, 3, 1, past, logits);
    read(tokens, 4, 1, past, logits);
  }

  /** Feeds tokens from a place on, holds the logits to the golden and moves the past on. */
  private static void read(
      int[] tokens, int from, int count, Map<String, Weights.Array> past, Weights.Array golden) {
    Model step = GPT.step(count);
    int[] fed = new int[2 * count];
    float[] wanted = new float[2 * count * VOCABULARY];
    for (int row = 0; row < 2; row++) {
      System.arraycopy(tokens, row * TIME + from, fed, row * count, count);
      System.arraycopy(
          golden.data(),
          (row * TIME + from) * VOCABULARY,
          wanted,
          row * count * VOCABULARY,
          count * VOCABULARY);
    }
    Map<String, Tensor> tensors = new HashMap<>();
    tensors.put("tokens", TInt32.tensorOf(Shape.of(2, count), DataBuffers.of(fed)));
    past.forEach(
        (name, a) ->
            tensors.put(name, TFloat32.tensorOf(Shape.of(a.shape()), DataBuffers.of(a.data()))));
    try (Program program = new Program(1);
        Batch batch = new Batch(tensors)) {
      Map<String, Value> outputs = step.build(program.serving(), step.declare(program));
      program.load(Formula.weights(program.params(""), program.weights()));
      long[] shape = {2, count, VOCABULARY};
      Weights.Array found = program.compute(outputs.get("logits"), batch);
      assertClose("logits from " + from, found, new Weights.Array(shape, wanted), TOLERANCE);
      past.replaceAll((name, old) -> program.compute(outputs.get(name), batch));
    }
  }
}
