package org.vivarium.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.vivarium.golden.Goldens.array;
import static org.vivarium.golden.Goldens.assertClose;

import com.google.gson.JsonObject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Likelihood;

/** Holds likelihoods and divergences to PyTorch's distributions. */
class LikelihoodGoldenTest {
  private static final JsonObject GOLDENS = Goldens.read("likelihoods");

  @Test
  void agreesWithPyTorch() {
    try (Program program = new Program(1);
        Batch batch =
            Goldens.batch(
                Map.of(
                    "x", input("x", 2),
                    "mean", input("mean", 2),
                    "other", input("other", 2),
                    "log_variance", input("log_variance", 1),
                    "shares", input("shares", 1)))) {
      Value x = program.floats("x", -1, 2, 4);
      Value mean = program.floats("mean", -1, 2, 4);
      Value other = program.floats("other", -1, 2, 4);
      Value logVariance = program.floats("log_variance", -1, 2, 4);
      Value shares = program.floats("shares", -1, 2, 4).plus(1).over(2);
      Map<String, Value> found =
          Map.of(
              "bernoulli", Likelihood.bernoulli(mean, shares),
              "gaussian", Likelihood.gaussian(mean, logVariance, x),
              "divergence", Likelihood.divergence(mean, logVariance),
              "divergence of two", Likelihood.divergence(mean, logVariance, other, x));
      assertThat(found.keySet()).isEqualTo(GOLDENS.keySet());
      found.forEach(
          (name, value) ->
              assertClose(name, program.compute(value, batch), array(GOLDENS.get(name)), 1e-5));
    }
  }

  private static Weights.Array input(String name, double scale) {
    return Formula.array(name, scale, 3, 2, 4);
  }
}
