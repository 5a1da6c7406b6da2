package org.vivarium.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.golden.Goldens.ours;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.zoo.AlexNet;
import org.vivarium.zoo.GoogLeNet;
import org.vivarium.zoo.LeNet;
import org.vivarium.zoo.Mlp;
import org.vivarium.zoo.MobileNetV2;
import org.vivarium.zoo.ResNet;
import org.vivarium.zoo.Vgg;

/** Holds the served architectures to PyTorch's logits on the same weights. */
class NetworksGoldenTest {
  private static final double TOLERANCE = 1e-4;
  private static final JsonObject GOLDENS = Goldens.read("networks");
  private static final Map<String, Layer> NETWORKS =
      Map.ofEntries(
          Map.entry("mlp", new Mlp(10)),
          Map.entry("lenet", new LeNet(10)),
          Map.entry("alexnet 32x32", new AlexNet(5)),
          Map.entry("narrow alexnet 96x96", new AlexNet(5, 64)),
          Map.entry("narrow vgg11 32x32", new Vgg(5, List.of(1, 1, 2, 2, 2), false, 4)),
          Map.entry("narrow vgg16 64x64", new Vgg(5, List.of(2, 2, 3, 3, 3), false, 4)),
          Map.entry("narrow vgg16_bn 96x96", new Vgg(5, List.of(2, 2, 3, 3, 3), true, 4)),
          Map.entry("googlenet 80x80", new GoogLeNet(5)),
          Map.entry("resnet18 32x32", ResNet.resnet18(10)),
          Map.entry("resnet18 96x96", ResNet.resnet18(5)),
          Map.entry("resnet50 64x64", ResNet.resnet50(5)),
          Map.entry("mobilenet_v2 32x32", new MobileNetV2(5)),
          Map.entry("mobilenet_v2 64x64", new MobileNetV2(5)));

  static Iterable<String> names() {
    return NETWORKS.keySet();
  }

  @Test
  void everyGoldenIsTested() {
    assertThat(NETWORKS.keySet()).isEqualTo(GOLDENS.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void givesPyTorchsLogits(String name) {
    JsonObject golden = GOLDENS.getAsJsonObject(name);
    Weights.Array x =
        ours(
            Formula.array(
                "input",
                golden.get("scale").getAsDouble(),
                Goldens.longs(golden.getAsJsonArray("input"))));
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("image", x))) {
      Value image = Goldens.input(program, "image", x);
      Value logits = NETWORKS.get(name).build(program.serving(), image);
      program.load(Formula.weights(program.params(""), program.weights()));
      assertClose("logits", program.compute(logits, batch), array(golden.get("logits")), TOLERANCE);
    }
  }
}
