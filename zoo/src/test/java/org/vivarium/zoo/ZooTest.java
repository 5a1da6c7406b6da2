package org.vivarium.zoo;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Param;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.serving.SavedModel;

/** Holds every row of the table to what it promises. */
class ZooTest {
  private static final int EXAMPLES = 8;
  private static final int STEPS = 150;

  static List<Named<Row>> rows() {
    return Zoo.ROWS.stream().map(row -> Named.of(row.name(), row)).toList();
  }

  static List<Named<Zoo.ImageClassifier>> imageClassifiers() {
    return Zoo.IMAGE_CLASSIFIERS.stream().map(row -> Named.of(row.name(), row)).toList();
  }

  @Test
  void namesAreUnique() {
    assertThat(Zoo.ROWS.stream().map(Row::name)).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void hasThePublishedParameterCount(Row row) {
    try (Program program = new Program(1)) {
      row.model().build(program.serving(), row.model().declare(program));
      assertThat(program.size()).isEqualTo(row.parameters());
    }
  }

  /** A step refuses a parameter that gets no gradient. */
  @ParameterizedTest
  @MethodSource("rows")
  void learnsOneBatchByHeartWithEveryParameter(Row row) {
    try (Program program = new Program(1);
        Batch batch = Examples.of(row.small(), EXAMPLES)) {
      Value loss = distance(program, row.small());
      Step train = program.minimize("train", loss, Optimizer.adam(Rates.constant(5e-4f)), "");
      float first = program.run(train, batch).get("loss");
      float last = first;
      for (int i = 0; i < STEPS && !(last < .1f * first); i++) {
        last = program.run(train, batch).get("loss");
      }
      assertThat(last).as("loss, %s at first", first).isLessThan(.1f * first);
    }
  }

  /** How far the outputs are from what they are to become. */
  private static Value distance(Program program, Model model) {
    Map<String, Value> outputs = model.build(program.training(), model.declare(program));
    Value sum = null;
    for (String name : new TreeSet<>(outputs.keySet())) {
      Value output = outputs.get(name);
      if (!name.startsWith("latent")) {
        Value loss = Examples.distance(program, name, output, EXAMPLES);
        sum = sum == null ? loss : sum.plus(loss);
      }
    }
    return sum;
  }

  @ParameterizedTest
  @MethodSource("rows")
  void servesThroughDjlWhatTheProgramComputes(Row row, @TempDir Path dir) throws Exception {
    Model model = row.small();
    Map<String, Weights.Array> ours = new TreeMap<>();
    try (Program program = new Program(1);
        Batch batch = Examples.of(model, EXAMPLES)) {
      Map<String, Value> outputs = model.build(program.serving(), model.declare(program));
      Weights weights = program.weights();
      outputs.forEach((name, value) -> ours.put(name, program.compute(value, batch)));
      SavedModel.write(dir.resolve("model"), model, weights, Map.of());
      cameBack(model, weights);
    }
    Map<String, float[]> served = throughDjl(dir.resolve("model"), model);
    assertThat(served.keySet()).isEqualTo(ours.keySet());
    ours.forEach((name, array) -> assertClose(name, served.get(name), array.data()));
  }

  /** Weights of one program are those of another bit for bit once it has loaded them. */
  private static void cameBack(Model model, Weights weights) {
    try (Program other = new Program(2)) {
      model.build(other.serving(), model.declare(other));
      other.load(weights);
      other
          .weights()
          .arrays()
          .forEach(
              (path, array) ->
                  assertThat(array.data()).as(path).isEqualTo(weights.arrays().get(path).data()));
    }
  }

  private static Map<String, float[]> throughDjl(Path dir, Model model) throws Exception {
    var criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optModelPath(dir)
            .optEngine("TensorFlow")
            .build();
    Map<String, float[]> served = new TreeMap<>();
    try (var loaded = criteria.loadModel();
        var predictor = loaded.newPredictor();
        NDManager manager = loaded.getNDManager().newSubManager()) {
      NDList inputs = new NDList();
      for (Model.Input input : model.inputs()) {
        Shape shape = new Shape(input.batchShape(EXAMPLES));
        NDArray array =
            input.below() == 0
                ? manager.create(Examples.floats(input, EXAMPLES), shape)
                : manager.create(Examples.numbers(input, EXAMPLES), shape);
        array.setName(input.name());
        inputs.add(array);
      }
      for (NDArray output : predictor.predict(inputs)) {
        served.put(output.getName(), output.toFloatArray());
      }
    }
    return served;
  }

  private static void assertClose(String name, float[] found, float[] wanted) {
    double largest = 1e-30;
    double apart = 0;
    for (int i = 0; i < wanted.length; i++) {
      largest = Math.max(largest, Math.abs(wanted[i]));
      apart = Math.max(apart, Math.abs(found[i] - wanted[i]));
    }
    assertThat(found).as(name).hasSameSizeAs(wanted);
    assertThat(apart / largest).as(name).isLessThan(1e-5);
  }

  @ParameterizedTest
  @MethodSource("imageClassifiers")
  void withoutClassesGivesWhatItsHeadSees(Zoo.ImageClassifier row) {
    int side = Math.min(32, row.image().get(0));
    int channels = row.image().get(2);
    try (Program program = new Program(1)) {
      Value image = program.floats("image", -1, side, side, channels);
      Value features = row.classes().apply(0).build(program.serving(), image);
      Set<String> below = program.params("").stream().map(Param::path).collect(toSet());
      row.classes().apply(3).build(program.serving(), image);
      List<Param> head =
          program.params("").stream().filter(p -> !below.contains(p.path())).toList();
      assertThat(features.rank()).isEqualTo(2);
      assertThat(head)
          .extracting(p -> p.shape().toString())
          .containsExactly("[%d, 3]".formatted(features.dim(1)), "[3]");
      assertThat(row.head(side, side, channels))
          .containsExactly(head.get(0).path().replaceFirst("\\.weight$", ""));
    }
  }

  @Test
  void theHeadDependsOnTheImagesWhereTheNetworkDoes() {
    assertThat(Zoo.imageClassifier("vgg16_bn").head(224, 224, 3)).containsExactly("classifier.6");
    assertThat(Zoo.imageClassifier("vgg16_bn").head(32, 32, 3)).containsExactly("classifier");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alexnet", "vgg16", "googlenet"})
  void saysWhatImagesAreTooSmall(String name) {
    Layer network = Zoo.imageClassifier(name).classes().apply(10);
    try (Program program = new Program(1)) {
      Value image = program.floats("image", -1, 28, 28, 1);
      assertThatThrownBy(() -> network.build(program.serving(), image))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at least 32x32 pixels, not 28x28");
    }
  }

  @Test
  void saysWhatArchitecturesThereAre() {
    List<String> names = new ArrayList<>(Zoo.imageClassifiers());
    assertThatThrownBy(() -> Zoo.row("lanet"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'lanet'", names.get(0));
  }
}
