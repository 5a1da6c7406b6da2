package org.vivarium.zoo;

import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BinaryOperator;
import java.util.function.IntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Losses;

/** Holds every row of the table to what it promises. */
class ZooTest {
  private static final int SMALL = 32;

  /** A network that is small enough to be run here. */
  record Member(String name, IntFunction<Layer> classes, int side, int channels) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Zoo.ImageClassifier> imageClassifiers() {
    return Zoo.IMAGE_CLASSIFIERS;
  }

  /** The smallest row of each family, and what its larger siblings are made of, but narrower. */
  static List<Member> members() {
    Map<Class<?>, Zoo.ImageClassifier> smallest = new LinkedHashMap<>();
    for (Zoo.ImageClassifier row : Zoo.IMAGE_CLASSIFIERS) {
      smallest.merge(
          row.classes().apply(2).getClass(),
          row,
          BinaryOperator.minBy(comparing(Zoo.ImageClassifier::parameters)));
    }
    List<Member> members = new ArrayList<>();
    for (Zoo.ImageClassifier row : smallest.values()) {
      int side = Math.min(SMALL, row.image().get(0));
      members.add(new Member(row.name(), row.classes(), side, row.image().get(2)));
    }
    IntFunction<Layer> bottlenecks = n -> new ResNet(n, List.of(1, 1, 1, 1), true);
    IntFunction<Layer> narrow = n -> new Vgg(n, List.of(1, 1, 1, 1, 1), true, 8);
    members.add(new Member("resnet of bottlenecks", bottlenecks, SMALL, 3));
    members.add(new Member("vgg with batch norm and hidden layers", narrow, 64, 3));
    return members;
  }

  @ParameterizedTest
  @MethodSource("imageClassifiers")
  void hasThePublishedParameterCountAndOneLogitPerClass(Zoo.ImageClassifier row) {
    try (Program program = new Program(1)) {
      List<Integer> s = row.image();
      Value image = program.floats("image", -1, s.get(0), s.get(1), s.get(2));
      Value logits = row.classes().apply(row.classCount()).build(program.serving(), image);
      assertThat(program.size()).isEqualTo(row.parameters());
      assertThat(logits.shape().asArray()).containsExactly(-1, row.classCount());
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void learnsOneBatchByHeart(Member member) {
    int side = member.side();
    int channels = member.channels();
    Layer network = member.classes().apply(4);
    try (Program program = new Program(1);
        Batch batch = batch(8, side, channels, 4)) {
      Value image = program.floats("image", -1, side, side, channels);
      var label = program.input("label", TInt32.class, -1);
      Value loss = Losses.crossEntropy(network.build(program.training(), image), label);
      Step train = program.minimize("train", loss, Optimizer.adam(Rates.constant(1e-3f)), "");
      float first = program.run(train, batch).get("loss");
      float last = first;
      for (int i = 0; i < 60 && last > .05; i++) {
        last = program.run(train, batch).get("loss");
      }
      assertThat(last).isLessThan(.05f).isLessThan(first);
    }
  }

  @ParameterizedTest
  @MethodSource("members")
  void weightsGoOutAndComeBackBitForBit(Member member) {
    int side = member.side();
    int channels = member.channels();
    try (Program one = new Program(1);
        Program other = new Program(2)) {
      member.classes().apply(3).build(one.serving(), one.floats("image", -1, side, side, channels));
      member
          .classes()
          .apply(3)
          .build(other.serving(), other.floats("image", -1, side, side, channels));
      Weights weights = one.weights();
      other.load(weights);
      Weights back = other.weights();
      weights
          .arrays()
          .forEach(
              (path, array) ->
                  assertThat(back.arrays().get(path).data()).as(path).isEqualTo(array.data()));
    }
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

  private static Batch batch(int rows, int side, int channels, int classes) {
    Random random = new Random(3);
    float[] pixels = new float[rows * side * side * channels];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = random.nextFloat();
    }
    int[] labels = random.ints(rows, 0, classes).toArray();
    Map<String, Tensor> tensors = new HashMap<>();
    Shape shape = Shape.of(rows, side, side, channels);
    tensors.put("image", TFloat32.tensorOf(shape, DataBuffers.of(pixels)));
    tensors.put("label", TInt32.vectorOf(labels));
    return new Batch(tensors);
  }
}
