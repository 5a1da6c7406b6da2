package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AxisTest {
  static Stream<Arguments> axes() {
    return Stream.of(
        Arguments.of(Axis.exact(1, 8, 8, true), "1 2 3 4 5 6 7 8"),
        Arguments.of(Axis.exact(1, 2, 8, true), "1 2"),
        Arguments.of(Axis.exact(1, 1, 8, true), "1"),
        Arguments.of(Axis.exact(.5, Math.nextUp(.5), 3, false), "0.45 0.50 0.55"),
        Arguments.of(Axis.exact(1, 100, 8, true), "20 40 60 80 100"),
        Arguments.of(Axis.exact(1, 50_000, 5, true), "10k 20k 30k 40k 50k"),
        Arguments.of(Axis.round(0.03, 0.51, 5), "0.0 0.1 0.2 0.3 0.4 0.5 0.6"),
        Arguments.of(Axis.round(0.987, 0.9921, 5), "0.986 0.988 0.990 0.992 0.994"),
        Arguments.of(Axis.round(0, 1000, 4), "0 500 1000"),
        Arguments.of(Axis.round(-1, 1, 4), "-1.0 -0.5 0.0 0.5 1.0"),
        Arguments.of(Axis.round(2e-5, 9e-5, 4), "2e-5 4e-5 6e-5 8e-5 1e-4"),
        Arguments.of(Axis.log(0.004, 2.3), "0.002 0.005 0.01 0.02 0.05 0.1 0.2 0.5 1 2 5"),
        Arguments.of(Axis.log(0.3, 0.4), "0.2 0.5"),
        Arguments.of(Axis.log(1e-6, 3), "1e-6 1e-5 1e-4 0.001 0.01 0.1 1"));
  }

  @ParameterizedTest(name = "{1}")
  @MethodSource("axes")
  void ticksAreRoundNumbersInTheRange(Axis axis, String labels) {
    List<String> shown = axis.ticks().stream().map(axis::label).toList();
    assertThat(String.join(" ", shown)).isEqualTo(labels);
    assertThat(axis.ticks()).allMatch(t -> axis.at(t) > -1e-6 && axis.at(t) < 1 + 1e-6);
  }
}
