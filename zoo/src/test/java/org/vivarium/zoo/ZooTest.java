package org.vivarium.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
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

  static List<Zoo.ImageClassifier> imageClassifiers() {
    return Zoo.IMAGE_CLASSIFIERS;
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
  @MethodSource("imageClassifiers")
  void learnsOneBatchByHeart(Zoo.ImageClassifier row) {
    int channels = row.image().get(2);
    int side = Math.min(SMALL, row.image().get(0));
    Layer network = row.classes().apply(4);
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
  @MethodSource("imageClassifiers")
  void weightsGoOutAndComeBackBitForBit(Zoo.ImageClassifier row) {
    int channels = row.image().get(2);
    int side = Math.min(SMALL, row.image().get(0));
    try (Program one = new Program(1);
        Program other = new Program(2)) {
      row.classes().apply(3).build(one.serving(), one.floats("image", -1, side, side, channels));
      row.classes()
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
