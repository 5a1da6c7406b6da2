package org.vivarium.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vivarium.anomaly.NabScore.Profile;
import org.vivarium.anomaly.NabScore.Scored;

class NabScoreTest {
  private static final List<int[]> WINDOW = List.of(new int[] {50, 69});

  @Test
  void agreesWithNabsSweeper() throws IOException {
    JsonObject golden = DetectorsTest.golden().getAsJsonObject("nab");
    List<Scored> series =
        new Gson().fromJson(golden.get("series"), new TypeToken<List<Scored>>() {}.getType());
    NabScore score = NabScore.of(series, Profile.STANDARD);
    assertThat(score.normalised()).isCloseTo(golden.get("normalised").getAsDouble(), within(1e-9));
    assertThat(score.threshold()).isEqualTo(golden.get("threshold").getAsDouble());
    assertThat(score.alarms()).isEqualTo(golden.get("alarms").getAsInt());
  }

  @Test
  void anAlarmWhereTheWindowBeginsIsAHundred() {
    double[] scores = new double[100];
    scores[50] = 1;
    NabScore score = NabScore.of(List.of(new Scored(scores, WINDOW)), Profile.STANDARD);
    assertThat(score.normalised()).isCloseTo(100, within(1e-9));
    assertThat(score.found()).isEqualTo(1);
  }

  @Test
  void silenceIsNothing() {
    double[] scores = new double[100]; // all the same: an alarm everywhere would cost more
    for (int i = 0; i < 50; i++) {
      scores[i] = 1; // what would be alarmed at first lies before the window
    }
    NabScore score = NabScore.of(List.of(new Scored(scores, WINDOW)), new Profile(1, 1, 1));
    assertThat(score.normalised()).isZero();
    assertThat(score.alarms()).isZero();
  }

  @Test
  void theTimeForLearningDoesNotCount() {
    assertThat(NabScore.probation(100)).isEqualTo(15);
    assertThat(NabScore.probation(100_000)).isEqualTo(750);
    double[] scores = new double[100];
    scores[3] = 2;
    scores[50] = 1;
    assertThat(NabScore.of(List.of(new Scored(scores, WINDOW)), Profile.STANDARD).alarms())
        .isZero();
  }

  @Test
  void noWindowNoScore() {
    assertThatThrownBy(
            () -> NabScore.of(List.of(new Scored(new double[9], List.of())), Profile.STANDARD))
        .hasMessageContaining("no series has a window");
  }
}
