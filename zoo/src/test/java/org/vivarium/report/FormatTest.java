package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2.302585, 2.303",
    "0.0125, 0.0125",
    "0.00012346, 0.0001235",
    "1e-5, 1e-05",
    "-3.5, -3.5",
    "61706, 61706",
    "12345.678, 12346",
    "3e9, 3e+09",
    "NaN, –",
    "Infinity, ∞"
  })
  void numbersHaveAboutFourDigits(double x, String text) {
    assertThat(Format.number(x)).isEqualTo(text);
  }

  @Test
  void otherQuantities() {
    assertThat(Format.percent(0.99125)).isEqualTo("99.13 %");
    assertThat(Format.percent(Double.NaN)).isEqualTo("–");
    assertThat(Format.count(1_234_567)).isEqualTo("1\u202f234\u202f567");
    assertThat(Format.seconds(41.24)).isEqualTo("41.2 s");
    assertThat(Format.seconds(200)).isEqualTo("3 min 20 s");
    assertThat(Format.seconds(1634)).isEqualTo("27 min");
    assertThat(Format.seconds(7500)).isEqualTo("2 h 5 min");
    assertThat(Format.brief(9500)).isEqualTo("9500");
    assertThat(Format.brief(12_345)).isEqualTo("12.3k");
    assertThat(Format.brief(4e6)).isEqualTo("4M");
  }
}
