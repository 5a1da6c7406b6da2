package org.vivarium.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.golden.Goldens.ours;
import static org.vivarium.golden.Goldens.torchs;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.zoo.Autoencoder;
import org.vivarium.zoo.ConditionalVae;
import org.vivarium.zoo.DcganDiscriminator;
import org.vivarium.zoo.DcganGenerator;
import org.vivarium.zoo.DuelingQNetwork;
import org.vivarium.zoo.GoogLeNetAux;
import org.vivarium.zoo.PolicyNetwork;
import org.vivarium.zoo.QNetwork;
import org.vivarium.zoo.UNet;
import org.vivarium.zoo.Vae;

/** Holds served networks with named inputs and outputs to PyTorch's outputs on the same weights. */
class GenerativeGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final JsonObject GOLDENS = Goldens.read("generative");
  private static final List<Integer> DIGIT = List.of(8, 8, 1);
  private static final Autoencoder AUTOENCODER = new Autoencoder(DIGIT, List.of(16, 12), 4, 0);
  private static final int CLASSES = 3;

  private static final Map<String, Model> MODELS =
      Map.ofEntries(
          Map.entry("unet 8x12", image(new UNet(2, 4, 2), "image", "logits", 8, 12, 3)),
          Map.entry("googlenet_aux 80x80", allHeads()),
          Map.entry("autoencoder", AUTOENCODER.model()),
          Map.entry("denoising_autoencoder", AUTOENCODER.corruption(.5f).model()),
          Map.entry("vae", Vae.of(DIGIT, 16, 4).model()),
          Map.entry("conv_vae", Vae.convolutional(DIGIT, 4, 16, 4).model()),
          Map.entry("cvae", new ConditionalVae(DIGIT, 16, 4, CLASSES).model()),
          Map.entry("dcgan_generator 14x14", new DcganGenerator(14, 2, 4, 6, 0).model()),
          Map.entry("cdcgan_generator 14x14", new DcganGenerator(14, 2, 4, 6, CLASSES).model()),
          Map.entry("dcgan_discriminator 28x28", new DcganDiscriminator(28, 1, 4, 0).model()),
          Map.entry(
              "cdcgan_discriminator 28x28", new DcganDiscriminator(28, 1, 4, CLASSES).model()),
          Map.entry("q_network", values(new QNetwork(2, List.of(120, 84)), 4)),
          Map.entry("pixel_q_network", values(new QNetwork(5, List.of(16)), 36, 36, 4)),
          Map.entry("dueling_q_network", values(new DuelingQNetwork(3, List.of(16), 12), 4)),
          Map.entry(
              "pixel_dueling_q_network", values(new DuelingQNetwork(3, List.of(), 12), 36, 36, 4)),
          Map.entry("policy_network", new PolicyNetwork(2, List.of(64, 64), false).model(4)),
          Map.entry("policy_network shared", new PolicyNetwork(2, List.of(16), true).model(4)),
          Map.entry(
              "pixel_policy_network", new PolicyNetwork(5, List.of(16), true).model(36, 36, 4)));

  private static Model image(Layer network, String input, String output, long... shape) {
    return Model.of(Model.Input.floats(input, shape), output, network);
  }

  private static Model values(Layer network, long... shape) {
    return image(network, "observation", "values", shape);
  }

  /** What serves gives the logits alone, but the auxiliary ones have goldens too. */
  private static Model allHeads() {
    return new Model(
        List.of(Model.Input.floats("image", 80, 80, 3)),
        (net, in) -> new GoogLeNetAux(5).build(net, in.floats("image")));
  }

  static Iterable<String> names() {
    return MODELS.keySet();
  }

  @Test
  void everyGoldenIsTested() {
    assertThat(MODELS.keySet()).isEqualTo(GOLDENS.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void givesPyTorchsOutputs(String name) {
    JsonObject golden = GOLDENS.getAsJsonObject(name);
    JsonObject outputs = golden.getAsJsonObject("outputs");
    try (Program program = new Program(1);
        Batch batch = batch(golden)) {
      Model model = MODELS.get(name);
      Map<String, Value> found = model.build(program.serving(), model.declare(program));
      program.load(Formula.weights(program.params(""), program.weights()));
      assertThat(found.keySet()).isEqualTo(outputs.keySet());
      found.forEach(
          (output, value) ->
              assertClose(
                  output,
                  torchs(program.compute(value, batch)),
                  array(outputs.get(output)),
                  TOLERANCE));
    }
  }

  private static Batch batch(JsonObject golden) {
    String input = golden.get("input").getAsString();
    double scale = golden.get("scale").getAsDouble();
    Weights.Array x = Formula.array(input, scale, Goldens.longs(golden.getAsJsonArray("shape")));
    Map<String, Tensor> tensors = new HashMap<>(Goldens.batch(Map.of(input, ours(x))).tensors());
    int[] labels = new Gson().fromJson(golden.get("labels"), int[].class);
    if (labels.length > 0) {
      tensors.put("label", TInt32.vectorOf(labels));
    }
    return new Batch(tensors);
  }
}
