package org.vivarium.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

class EnvironmentsTest {
  static Stream<String> names() {
    return Environments.names().stream();
  }

  @ParameterizedTest
  @MethodSource("names")
  void anEpisodeEndsWithinItsLimitAndIsTheSameForTheSameDraws(String name) {
    Environment world = Environments.of(name);
    float[][] last = new float[2][];
    for (int time = 0; time < 2; time++) {
      Draws actions = new Draws(1, "actions");
      float[] first = world.reset(new Draws(1, name));
      assertThat(first).hasSize(world.spec().size());
      Outcome outcome;
      int steps = 0;
      do {
        outcome = world.step(actions.below(world.spec().actions().size()));
        steps++;
      } while (!outcome.ended());
      assertThat(steps).isLessThanOrEqualTo(world.spec().limit());
      assertThat(outcome.truncated()).isEqualTo(steps == world.spec().limit());
      last[time] = outcome.observation();
    }
    assertThat(last[0]).containsExactly(last[1]);
    Picture picture = world.picture();
    assertThat(picture.width()).isBetween(100, 400);
    assertThat(world.text()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("names")
  void actionsOutOfRangeAreRefused(String name) {
    Environment world = Environments.of(name);
    world.reset(new Draws(1, name));
    int actions = world.spec().actions().size();
    for (int action : new int[] {-1, actions}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> world.step(action))
          .withMessageContaining(
              "%s has no action %d: there are 0 to %d", name, action, actions - 1);
    }
  }

  @Test
  void anUnknownNameIsToldWhatThereIs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Environments.of("CartPole-v7"))
        .withMessageStartingWith("unknown environment 'CartPole-v7'; there are CartPole-v1, ");
  }

  @Test
  void noStepIsTakenWhereNoEpisodeGoesOn() {
    Environment world = Environments.of("CartPole-v1");
    assertThatIllegalStateException().isThrownBy(() -> world.step(0));
    world.reset(new Draws(1, "x"));
    while (!world.step(0).ended()) {
      // it falls
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> world.step(0))
        .withMessageContaining("reset");
  }

  @Test
  void timeThatRunsOutIsNoEndOfTheWorld() {
    Environment world = Environments.of("MountainCar-v0");
    world.reset(new Draws(1, "x"));
    Outcome outcome = world.step(1);
    for (int step = 2; step <= 200; step++) {
      assertThat(outcome.ended()).isFalse();
      outcome = world.step(1);
    }
    assertThat(outcome.truncated()).isTrue();
    assertThat(outcome.terminated()).isFalse();
  }

  @Test
  void theUtilitiesOfTheGridWorldAreThoseOfTheBook() {
    Grid grid = Environments.grid("GridWorld").orElseThrow();
    double[] values = Planning.of(grid, 1, 1000).values();
    double[] book = {.812, .868, .918, 0, .762, 0, .660, 0, .705, .655, .611, .388};
    for (int cell = 0; cell < book.length; cell++) {
      if (grid.letter(cell) != '#') {
        assertThat(values[cell]).as("cell %d", cell).isCloseTo(book[cell], within(6e-4));
      }
    }
  }

  @Test
  void theBestOnTheLakeIsWhatGymnasiumSays() {
    assertThat(optimum("FrozenLake-v1")).isCloseTo(.74, within(5e-3));
    assertThat(optimum("FrozenLake-dry")).isEqualTo(1);
    assertThat(optimum("FrozenLake8x8-dry")).isEqualTo(1);
  }

  private static double optimum(String name) {
    Grid grid = Environments.grid(name).orElseThrow();
    return Planning.of(grid, 1, grid.spec().limit()).values()[grid.first()];
  }

  @Test
  void everyBallCanBeCaught() {
    Environment world = Environments.of("Catch");
    for (int episode = 0; episode < 30; episode++) {
      float[] seen = world.reset(new Draws(episode, "x"));
      Outcome outcome;
      do {
        outcome = world.step(1 + Integer.signum(column(seen, 0, 33) - column(seen, 33, 36)));
        seen = outcome.observation();
      } while (!outcome.ended());
      assertThat(outcome.reward()).isEqualTo(1);
      assertThat(outcome.terminated()).isTrue();
    }
  }

  /** The first lit column among rows of pixels. */
  private static int column(float[] pixels, int from, int to) {
    for (int i = 36 * from; i < 36 * to; i++) {
      if (pixels[i] > 0) {
        return i % 36;
      }
    }
    throw new AssertionError("nothing is lit");
  }
}
