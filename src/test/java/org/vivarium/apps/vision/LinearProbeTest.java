package org.vivarium.apps.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LinearProbeTest {
  private static final Gson GSON = new Gson();

  /** The optimum is one, so the way to it does not matter: src/test/python/vectors_golden.py. */
  @Test
  void comesToScikitLearnsLogisticRegression() throws IOException {
    JsonObject golden;
    try (Reader reader =
        new InputStreamReader(
            LinearProbeTest.class.getResourceAsStream("probe.json"), StandardCharsets.UTF_8)) {
      golden = GSON.fromJson(reader, JsonObject.class);
    }
    float[][] ours =
        LinearProbe.probabilities(
            GSON.fromJson(golden.get("known"), float[][].class),
            GSON.fromJson(golden.get("labels"), int[].class),
            3,
            GSON.fromJson(golden.get("asked"), float[][].class),
            golden.get("l2").getAsDouble());
    float[][] theirs = GSON.fromJson(golden.get("probabilities"), float[][].class);
    for (int i = 0; i < theirs.length; i++) {
      assertThat(ours[i]).containsExactly(theirs[i], within(1e-3f));
    }
  }
}
