package org.vivarium.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.golden.Goldens;

/**
 * A thousand steps of each environment, held to Gymnasium by
 * src/test/python/environments_golden.py.
 */
class EnvironmentsGoldenTest {
  private static final Gson GSON = new Gson();
  private static final float NEAR = 1e-6f;
  private static JsonObject golden;

  /** Begins an episode of an environment in a state. */
  private interface Start {
    float[] at(double[] state);
  }

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Golden(
      String actions,
      String ends,
      double[][] starts,
      String rewards,
      String observations,
      String chances) {
    ByteBuffer numbers(String text) {
      return ByteBuffer.wrap(Base64.getDecoder().decode(text)).order(ByteOrder.LITTLE_ENDIAN);
    }
  }

  @BeforeAll
  static void read() {
    golden = Goldens.json("/rl/environments.json", JsonObject.class);
  }

  private static Golden golden(String name, String actions) {
    return GSON.fromJson(golden.getAsJsonObject(name).get(actions), Golden.class);
  }

  @ParameterizedTest
  @CsvSource({
    "CartPole-v1, random",
    "CartPole-v1, clever",
    "MountainCar-v0, random",
    "MountainCar-v0, clever",
    "Acrobot-v1, random",
    "Acrobot-v1, clever"
  })
  void movesAsGymnasiumDoes(String name, String actions) {
    Golden g = golden(name, actions);
    CartPole pole = new CartPole();
    MountainCar car = new MountainCar();
    Acrobot links = new Acrobot();
    switch (name) {
      case "CartPole-v1" -> follow(g, pole, s -> pole.start(s[0], s[1], s[2], s[3]));
      case "MountainCar-v0" -> follow(g, car, s -> car.start(s[0], s[1]));
      default -> follow(g, links, s -> links.start(s[0], s[1], s[2], s[3]));
    }
  }

  private static void follow(Golden g, Environment dynamics, Start start) {
    ByteBuffer rewards = g.numbers(g.rewards);
    ByteBuffer observations = g.numbers(g.observations);
    int size = dynamics.spec().size();
    int limit = dynamics.spec().limit();
    int episode = 0;
    int left = limit;
    start.at(g.starts[episode++]);
    for (int step = 0; step < g.actions.length(); step++) {
      Outcome outcome = dynamics.step(g.actions.charAt(step) - '0');
      for (int i = 0; i < size; i++) {
        assertThat(outcome.observation()[i])
            .as("number %d after step %d", i, step)
            .isCloseTo(observations.getFloat(4 * (size * step + i)), within(NEAR));
      }
      assertThat(outcome.reward()).isEqualTo(rewards.getFloat(4 * step));
      left--;
      char end = g.ends.charAt(step);
      assertThat(outcome.terminated()).as("end of step %d", step).isEqualTo("TB".indexOf(end) >= 0);
      assertThat(left == 0).isEqualTo("LB".indexOf(end) >= 0);
      if (end != '.') {
        start.at(g.starts[episode++]);
        left = limit;
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"FrozenLake-v1", "FrozenLake8x8-v1", "FrozenLake-dry", "FrozenLake8x8-dry"})
  void slipsAsGymnasiumDoes(String name) {
    Golden g = golden(name, "random");
    Grid lake = Environments.grid(name).orElseThrow();
    ByteBuffer chances = g.numbers(g.chances);
    ByteBuffer rewards = g.numbers(g.rewards);
    ByteBuffer observations = g.numbers(g.observations);
    lake.start(lake.first());
    for (int step = 0; step < g.actions.length(); step++) {
      Outcome outcome = lake.step(g.actions.charAt(step) - '0', chances.getDouble(8 * step));
      assertThat(lake.state()).as("step %d", step).isEqualTo((int) observations.getFloat(4 * step));
      assertThat(outcome.observation()[lake.state()]).isEqualTo(1);
      assertThat(outcome.reward()).isEqualTo(rewards.getFloat(4 * step));
      assertThat(outcome.terminated()).isEqualTo("TB".indexOf(g.ends.charAt(step)) >= 0);
      if (g.ends.charAt(step) != '.') {
        lake.start(lake.first());
      }
    }
  }
}
