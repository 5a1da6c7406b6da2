package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.metrics.Diagnosis.Kind;

class DiagnosisTest {
  private static final double LN10 = Math.log(10);

  private record Curve(Kind kind, int length, String name, IntToDoubleFunction loss) {
    double[] values() {
      return IntStream.range(0, length).mapToDouble(loss).toArray();
    }
  }

  private static Random noise(int seed) {
    return new Random(seed);
  }

  static Stream<Arguments> curves() {
    Random a = noise(1);
    Random b = noise(2);
    Random c = noise(3);
    Random d = noise(4);
    Random e = noise(5);
    return Stream.of(
            new Curve(Kind.LEARNED, 100, "falls smoothly", i -> LN10 * Math.exp(-i / 10.0)),
            new Curve(Kind.LEARNED, 30, "falls at once", i -> i == 0 ? LN10 : 1e-3),
            new Curve(
                Kind.LEARNED,
                200,
                "falls with noise",
                i -> LN10 * Math.exp(-i / 20.0) * (1 + 0.2 * a.nextGaussian())),
            new Curve(
                Kind.LEARNED,
                100,
                "falls after a spike",
                i -> i == 5 ? 40 : LN10 * Math.exp(-i / 10.0)),
            new Curve(Kind.LEARNED, 20, "is zero from the start", i -> 0),
            new Curve(Kind.FALLING, 100, "falls slowly", i -> LN10 - 0.01 * i),
            new Curve(
                Kind.FALLING,
                300,
                "falls in mini-batch noise",
                i -> LN10 * Math.exp(-i / 200.0) + 0.08 * b.nextGaussian()),
            new Curve(Kind.FALLING, 8, "falls over a few epochs", i -> 1 / (1.0 + i)),
            new Curve(Kind.RISING, 50, "rises", i -> 2 + 0.05 * i),
            new Curve(Kind.RISING, 100, "falls, then rises", i -> 0.3 + Math.abs(i - 40) / 40.0),
            new Curve(
                Kind.RISING, 100, "rises in noise", i -> 2 + 0.02 * i + 0.1 * c.nextGaussian()),
            new Curve(Kind.EXPLODING, 40, "grows by a tenth a step", i -> 2 * Math.pow(1.1, i)),
            new Curve(Kind.EXPLODING, 40, "is NaN late", i -> i < 39 ? 1 : Double.NaN),
            new Curve(Kind.EXPLODING, 3, "is infinite early", i -> 1 / (2.0 - i)),
            new Curve(Kind.OSCILLATING, 60, "alternates", i -> i % 2 == 0 ? 1 : 3),
            new Curve(Kind.OSCILLATING, 100, "waves", i -> 2 + Math.sin(i / 3.0)),
            new Curve(Kind.OSCILLATING, 100, "jumps about", i -> Math.abs(1.5 + d.nextGaussian())),
            new Curve(Kind.PLATEAU, 50, "is constant", i -> LN10),
            new Curve(
                Kind.PLATEAU, 100, "trembles at guessing", i -> LN10 + 0.02 * e.nextGaussian()),
            new Curve(Kind.PLATEAU, 200, "falls, then stays", i -> 0.8 + 1.5 * Math.exp(-i / 10.0)),
            new Curve(Kind.TOO_SHORT, 3, "has hardly begun", i -> 2.3),
            new Curve(Kind.TOO_SHORT, 0, "is not there", i -> 0))
        .map(curve -> Arguments.of(curve.kind, curve.name, curve.values()));
  }

  @ParameterizedTest(name = "{0}: a loss that {1}")
  @MethodSource("curves")
  void tellsTheShapeOfACurve(Kind kind, String name, double[] losses) {
    Diagnosis diagnosis = Diagnosis.of(losses, 10);
    assertThat(diagnosis.kind()).as(diagnosis.sentence()).isEqualTo(kind);
    assertThat(diagnosis.sentence()).endsWith(".");
    assertThat(diagnosis.advice()).endsWith(".");
    assertThat(diagnosis.good()).isEqualTo(kind == Kind.LEARNED || kind == Kind.FALLING);
  }

  @Test
  void aLossThatExplodedAndCameDownToGuessingIsNotLearned() {
    double[] losses = IntStream.range(0, 100).mapToDouble(i -> i == 1 ? 1e8 : LN10).toArray();
    assertThat(Diagnosis.of(losses, 10).kind()).isEqualTo(Kind.EXPLODING);
    losses[1] = 200; // not that much, and yet no better than guessing in the end
    losses[0] = 200;
    assertThat(Diagnosis.of(losses, 10).kind()).isNotEqualTo(Kind.LEARNED);
  }

  @Test
  void namesThePriceOfGuessing() {
    double[] flat = IntStream.range(0, 50).mapToDouble(i -> 2.31).toArray();
    assertThat(Diagnosis.of(flat, 10).sentence()).contains("ln(10) = 2.303");
    assertThat(Diagnosis.of(flat).sentence()).doesNotContain("ln(");
    assertThat(Diagnosis.of(flat, 100).sentence()).doesNotContain("ln(");
  }

  @Test
  void namesTheStepThatBrokeTheLoss() {
    assertThat(Diagnosis.of(new double[] {2, 3, Double.NaN, 1}).sentence())
        .isEqualTo("The loss is not a number (NaN) at step 3 of 4: it explodes.");
  }

  @Test
  void namesTheTurningPoint() {
    double[] turn = IntStream.range(0, 100).mapToDouble(i -> 0.3 + Math.abs(i - 40)).toArray();
    assertThat(Diagnosis.of(turn).sentence()).startsWith("The loss fell to").contains("has risen");
  }

  @Test
  void noiseAloneIsNotARise() {
    for (int seed = 0; seed < 100; seed++) {
      Random random = noise(seed);
      double[] flat =
          IntStream.range(0, 60).mapToDouble(i -> LN10 + 0.1 * random.nextGaussian()).toArray();
      assertThat(Diagnosis.of(flat, 10).kind()).as("seed " + seed).isEqualTo(Kind.PLATEAU);
    }
  }
}
