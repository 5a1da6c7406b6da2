package org.vivarium.golden;

import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.golden.Goldens.ours;

import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.zoo.Xception;

/** Holds served networks that come from Keras to its logits; goldens_keras.py wrote them. */
class KerasGoldenTest {
  @Test
  void xceptionGivesKerassLogits() {
    JsonObject golden = Goldens.read("keras_networks").getAsJsonObject("xception 72x80");
    double scale = golden.get("scale").getAsDouble();
    Weights.Array x =
        ours(Formula.array("input", scale, Goldens.longs(golden.getAsJsonArray("input"))));
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("image", x))) {
      Value logits = new Xception(5).build(program.serving(), Goldens.input(program, "image", x));
      program.load(Formula.weights(program.params(""), program.weights()));
      assertClose("logits", program.compute(logits, batch), array(golden.get("logits")), 1e-4);
    }
  }
}
