package org.vivarium.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;
import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.tanh;
import static org.vivarium.layers.Layers.dense;

import ai.djl.training.tracker.Tracker;
import com.google.gson.JsonObject;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Losses;

/** Holds ten steps of every optimizer and schedule to PyTorch's. */
class OptimizersGoldenTest {
  private static final double TOLERANCE = 1e-5;
  private static final Offset<Float> CLOSE = within(1e-5f);
  private static final JsonObject GOLDENS = Goldens.read("optimizers");
  private static final Layer NETWORK = chain(dense("hidden", 4), tanh(), dense("out", 2));
  private static final Tracker TENTH = Rates.constant(.1f);
  private static final Tracker TWENTIETH = Rates.constant(.05f);
  private static final Map<String, Optimizer> OPTIMIZERS =
      Map.ofEntries(
          Map.entry("sgd", Optimizer.sgd(TENTH)),
          Map.entry("momentum", Optimizer.momentum(TENTH, .9f)),
          Map.entry("nesterov", Optimizer.nesterov(TENTH, .9f)),
          Map.entry("adagrad", Optimizer.adaGrad(TENTH)),
          Map.entry("rmsprop", Optimizer.rmsProp(Rates.constant(.01f))),
          Map.entry("adam", Optimizer.adam(TWENTIETH)),
          Map.entry("adamw", Optimizer.adamW(TWENTIETH, .01f)),
          Map.entry("adam l2", Optimizer.adam(TWENTIETH).l2(.01f)),
          Map.entry("sgd l2", Optimizer.sgd(TENTH).l2(.1f)),
          Map.entry("sgd clipped", Optimizer.sgd(TENTH).clipNorm(.75f)),
          Map.entry("sgd l2 clipped", Optimizer.sgd(TENTH).l2(.1f).clipNorm(.75f)),
          Map.entry("adamw clipped", Optimizer.adamW(TWENTIETH, .01f).clipNorm(.75f)),
          Map.entry("sgd one cycle", Optimizer.sgd(Rates.oneCycle(.5f, 10))),
          Map.entry("sgd cosine", Optimizer.sgd(Rates.cosine(.1f, 10))),
          Map.entry("sgd step", Optimizer.sgd(Rates.step(.1f, 3, .5f))),
          Map.entry("nesterov of two rates", Optimizer.nesterov(TWENTIETH, .9f).at("out", 3)),
          Map.entry("rmsprop of two rates", Optimizer.rmsProp(Rates.constant(.01f)).at("out", .5f)),
          Map.entry("adamw of two rates", Optimizer.adamW(TWENTIETH, .1f).at("out", .25f)),
          Map.entry(
              "adagrad cosine of two rates",
              Optimizer.adaGrad(Rates.cosine(.1f, 10)).at("out", 2)));

  static Iterable<String> names() {
    return OPTIMIZERS.keySet();
  }

  @Test
  void everyGoldenIsTested() {
    assertThat(OPTIMIZERS.keySet()).isEqualTo(GOLDENS.keySet());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("names")
  void followsPyTorchForTenSteps(String name) {
    JsonObject golden = GOLDENS.getAsJsonObject(name);
    Weights.Array x = Formula.array("input", 1, 8, 3);
    Weights.Array y = Formula.array("target", 2, 8, 2);
    try (Program program = new Program(1);
        Batch batch = Goldens.batch(Map.of("x", x, "y", y))) {
      Value out = NETWORK.build(program.training(), program.floats("x", -1, 3));
      Value loss = Losses.meanSquaredError(out, program.floats("y", -1, 2));
      Step train = program.minimize("train", loss, OPTIMIZERS.get(name), "");
      program.load(Formula.weights(program.params(""), program.weights()));
      for (int i = 0; i < 10; i++) {
        float found = program.run(train, batch).get("loss");
        assertThat(found).as("loss %d", i).isEqualTo(number(golden, "losses", i), CLOSE);
        assertThat(program.rate(train))
            .as("rate %d", i)
            .isEqualTo(number(golden, "rates", i), CLOSE);
        JsonObject step = golden.getAsJsonArray("steps").get(i).getAsJsonObject();
        for (var ours : program.weights().arrays().entrySet()) {
          String what = ours.getKey() + " after step " + (i + 1);
          assertClose(what, ours.getValue(), array(step.get(ours.getKey())), TOLERANCE);
        }
      }
    }
  }

  private static float number(JsonObject golden, String series, int i) {
    return golden.getAsJsonArray(series).get(i).getAsFloat();
  }
}
