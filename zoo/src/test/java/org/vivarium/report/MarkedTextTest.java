package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkedTextTest {
  @Test
  void theStrongestWordHasTheStrongestColourAndEverythingIsEscaped() {
    String html =
        MarkedText.scaled("<b>", List.of("<i>", "plain", "against"), new double[] {.2, 0, -.1})
            .html();
    assertThat(html)
        .contains("&lt;b&gt;", "var(--c1) 75%", "&lt;i&gt;", " plain ", "var(--c2) 38%")
        .doesNotContain("<b>", "<i>");
  }
}
