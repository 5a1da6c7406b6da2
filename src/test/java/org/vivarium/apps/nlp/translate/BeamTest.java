package org.vivarium.apps.nlp.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BeamTest {
  private static final int BEGIN = 2;
  private static final int END = 3;

  private static float log(double p) {
    return (float) Math.log(p);
  }

  @Test
  void oneTextTakesTheLikeliestTokenEachTime() {
    Beam beam = new Beam(1, 1, 9, BEGIN, END);
    assertThat(beam.last()).containsExactly(BEGIN);
    beam.grow(new int[][] {{7, 5}}, new float[][] {{log(.6), log(.4)}});
    assertThat(beam.last()).containsExactly(7);
    assertThat(beam.done()).isFalse();
    beam.grow(new int[][] {{END, 5}}, new float[][] {{log(.5), log(.3)}});
    assertThat(beam.done()).isTrue();
    assertThat(beam.best().tokens()).containsExactly(7, END);
    assertThat(beam.best().logProbability()).isCloseTo(Math.log(.3), within(1e-6));
  }

  @Test
  void severalTextsFindWhatTheLikeliestFirstTokenHides() {
    Beam beam = new Beam(2, 0, 9, BEGIN, END);
    beam.grow(new int[][] {{7, 5, 6}, {}}, new float[][] {{log(.5), log(.4), log(.1)}, {}});
    assertThat(beam.last()).containsExactly(7, 5);
    assertThat(beam.from()).containsExactly(0, 0);
    // 7 has no good end: .5 * .3 = .15; 5 has one: .4 * .9 = .36
    beam.grow(
        new int[][] {{8, END, 9}, {END, 8, 9}},
        new float[][] {{log(.4), log(.3), log(.3)}, {log(.9), log(.05), log(.05)}});
    assertThat(beam.from()).containsExactly(0, 0); // both that go on begin with 7
    assertThat(beam.done()).isTrue(); // without a penalty nothing longer can win
    assertThat(beam.best().tokens()).containsExactly(5, END);
  }

  @Test
  void penaltyFavoursTheLongerOfTwoTexts() {
    assertThat(withPenalty(0).best().tokens()).containsExactly(END);
    assertThat(withPenalty(2).best().tokens()).containsExactly(7, 8, END);
  }

  /** The end at once has a probability of .5, (7 8 end) one of .4. */
  private static Beam withPenalty(double penalty) {
    Beam beam = new Beam(2, penalty, 4, BEGIN, END);
    beam.grow(new int[][] {{END, 7, 6}, {}}, new float[][] {{log(.5), log(.4), log(.1)}, {}});
    if (!beam.done()) {
      int[][] tokens = {{8, 9, 5}, {8, 9, 5}};
      beam.grow(tokens, new float[][] {{log(.999), -9, -9}, {-9, -9, -9}});
      tokens = new int[][] {{END, 9, 5}, {8, 9, 5}};
      beam.grow(tokens, new float[][] {{log(.999), -9, -9}, {-9, -9, -9}});
    }
    return beam;
  }

  @Test
  void scoreIsNormalisedAsInGnmt() {
    Beam beam = new Beam(1, .6, 9, BEGIN, END);
    beam.grow(new int[][] {{END, 5}}, new float[][] {{-1.5f, -2}});
    assertThat(beam.score(beam.best())).isCloseTo(-1.5 / Math.pow(6 / 6.0, .6), within(1e-9));
    Beam.Text longer = new Beam.Text(new int[] {5, 5, 5, 5, 5, 5, END}, -3);
    assertThat(beam.score(longer)).isCloseTo(-3 / Math.pow(2, .6), within(1e-9));
  }

  @Test
  void textThatDoesNotEndIsCutShort() {
    Beam beam = new Beam(1, 1, 2, BEGIN, END);
    beam.grow(new int[][] {{7, 5}}, new float[][] {{-1, -2}});
    beam.grow(new int[][] {{8, 5}}, new float[][] {{-1, -2}});
    assertThat(beam.done()).isTrue();
    assertThat(beam.best().tokens()).containsExactly(7, 8);
  }
}
