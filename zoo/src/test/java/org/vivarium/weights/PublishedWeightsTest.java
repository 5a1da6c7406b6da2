package org.vivarium.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.normalise;
import static org.vivarium.layers.Pooling.maxPool;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Padding;

/** Networks that others trained, defined here as a user would, on all 10,000 test images. */
@EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
class PublishedWeightsTest {
  /** KotlinDL's LeNet for Fashion-MNIST, as modelConfig.json beside its weights describes it. */
  private static final Layer LENET =
      chain(
          conv("conv1", 32, 3),
          relu(),
          maxPool(2),
          conv("conv2", 64, 3),
          relu(),
          maxPool(2),
          flatten(),
          dense("fc1", 256),
          relu(),
          dense("fc2", 84),
          relu(),
          dense("fc3", 10));

  /** burn's CNN for MNIST, which takes the logits' statistics, too. */
  private static final Layer CNN =
      chain(
          normalise(new float[] {.1307f}, new float[] {.3081f}),
          conv("conv1", 8, 3).padding(Padding.VALID),
          relu(),
          conv("conv2", 16, 3).padding(Padding.VALID),
          relu(),
          conv("conv3", 24, 3).padding(Padding.VALID),
          relu(),
          batchNorm("norm1"),
          flatten(),
          dense("fc1", 32),
          relu(),
          dense("fc2", 10),
          batchNorm("norm2"));

  @TempDir Path folder;

  @Test
  void theLeNetOfKerasIsAsGoodHere() throws IOException {
    Weights weights = read("kotlindl-lenet-fashion-mnist/mnist_weights_only.h5");
    assertThat(weights.arrays().keySet())
        .contains("conv2d.weight", "conv2d_1.bias", "dense_2.weight");
    assertThat(accuracy(LENET, weights, "fashion-mnist")).isCloseTo(.8550, within(.0005));
  }

  /** The two files are of two trainings; PyTorch itself gets these figures from them. */
  @ParameterizedTest
  @CsvSource({"mnist.safetensors, 0.9917", "mnist.pt, 0.9915"})
  void theCnnOfPyTorchIsAsGoodHere(String file, double accuracy) throws IOException {
    assertThat(accuracy(CNN, read("burn-mnist-cnn/" + file), "mnist"))
        .isCloseTo(accuracy, within(.00005));
  }

  @Test
  void aTorchFileHoldsTheSameWhenConverted() throws IOException {
    Path converted = folder.resolve("mnist.safetensors");
    WeightFiles.convert(data().resolve("weights/burn-mnist-cnn/mnist.pt"), converted, line -> {});
    Weights torch = read("burn-mnist-cnn/mnist.pt");
    Weights safetensors = Safetensors.read(converted);
    assertThat(safetensors.arrays().keySet()).containsExactlyElementsOf(torch.arrays().keySet());
    torch
        .arrays()
        .forEach(
            (name, array) -> {
              Weights.Array other = safetensors.arrays().get(name);
              assertThat(other.shape()).as(name).containsExactly(array.shape());
              assertThat(other.data()).as(name).isEqualTo(array.data());
            });
  }

  @Test
  void theVariableOfTensorFlowsTestModel() throws IOException {
    Weights weights = read("tf-java-test-saved-model");
    assertThat(weights.arrays()).containsOnlyKeys("Variable");
    assertThat(weights.arrays().get("Variable").data()).containsExactly(2);
  }

  private static double accuracy(Layer network, Weights weights, String data) throws IOException {
    Images images = ImageSets.load(data, data(), ImageSets.Options.DEFAULT.quiet(true)).test();
    int right = 0;
    try (Program program = new Program(0)) {
      Value logits = network.build(program.serving(), program.pixels("image", -1, 28, 28, 1));
      program.load(Fit.of(weights, program).weights());
      int at = 0;
      try (Batches.Pass pass = ImageBatches.inOrder(images, 500).epoch(1)) {
        while (pass.hasNext()) {
          try (Batch batch = pass.next()) {
            float[] rows = program.compute(logits, batch).data();
            for (int i = 0; i < rows.length; i += 10) {
              right += largest(rows, i) == images.labels()[at++] ? 1 : 0;
            }
          }
        }
      }
    }
    return (double) right / images.size();
  }

  private static int largest(float[] rows, int start) {
    int best = 0;
    for (int i = 1; i < 10; i++) {
      best = rows[start + i] > rows[start + best] ? i : best;
    }
    return best;
  }

  private static Weights read(String file) throws IOException {
    return WeightFiles.read(data().resolve("weights").resolve(file));
  }

  private static Path data() {
    return Path.of(System.getenv("VIVARIUM_DATA"));
  }
}
