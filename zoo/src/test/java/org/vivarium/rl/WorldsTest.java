package org.vivarium.rl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorldsTest {
  @Test
  void aWorldGoesOnAsItDoesAlone() {
    Worlds one = new Worlds("CartPole-v1", 1, 5);
    Worlds three = new Worlds("CartPole-v1", 3, 5);
    for (int step = 0; step < 100; step++) {
      assertThat(Arrays.copyOf(three.observations(), 4)).containsExactly(one.observations());
      one.step(step % 2);
      three.step(step % 2, 0, 1);
    }
    assertThat(Arrays.copyOfRange(three.observations(), 4, 8))
        .isNotEqualTo(Arrays.copyOfRange(three.observations(), 8, 12));
  }

  @Test
  void anEpisodeThatIsOverIsFollowedByTheNext() {
    Worlds worlds = new Worlds("CartPole-v1", 1, 1);
    List<Worlds.Episode> episodes = new ArrayList<>();
    for (int step = 0; step < 50; step++) {
      worlds.step(1);
      episodes.addAll(worlds.finished());
      if (worlds.ended()[0]) {
        assertThat(worlds.terminated()[0]).isTrue();
        assertThat(Math.abs(worlds.successors()[2])).isGreaterThan(.2f); // it fell
        assertThat(Math.abs(worlds.observations()[2])).isLessThan(.05f); // it stands again
      } else {
        assertThat(worlds.successors()).containsExactly(worlds.observations());
      }
    }
    assertThat(episodes).hasSizeBetween(4, 6);
    assertThat(episodes).allMatch(e -> e.total() == e.steps());
  }

  @Test
  void everyWorldWantsAnAction() {
    Worlds worlds = new Worlds("CartPole-v1", 2, 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> worlds.step(0))
        .withMessage("1 actions were given for 2 worlds");
  }
}
