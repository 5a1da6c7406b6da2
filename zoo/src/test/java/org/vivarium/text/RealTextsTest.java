package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The published sets against their published counts. */
@EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
class RealTextsTest {
  private static TextSet load(String name) throws IOException {
    return TextSets.load(name, null, TextSets.Options.seeded(1));
  }

  @Test
  void polarityHasAsManyGoodAsBadSentences() throws IOException {
    TextSet set = load("rt-polarity");
    assertThat(set.train().counts()).containsExactly(4798, 4798);
    assertThat(set.test().counts()).containsExactly(533, 533);
  }

  @Test
  void treebankHasItsThreeParts() throws IOException {
    TextSet set = load("sst2");
    assertThat(set.train().size()).isEqualTo(6920);
    assertThat(set.validation().orElseThrow().size()).isEqualTo(872);
    assertThat(set.test().size()).isEqualTo(1821);
  }

  @Test
  void questionsHaveSixClasses() throws IOException {
    TextSet set = load("trec");
    assertThat(set.train().classes()).containsExactly("ABBR", "DESC", "ENTY", "HUM", "LOC", "NUM");
    assertThat(set.train().size()).isEqualTo(5444);
    assertThat(set.test().size()).isEqualTo(499);
  }

  @Test
  void newsAreCutInTwo() throws IOException {
    TextSet set = load("ag-news");
    assertThat(set.train().classes()).containsExactly("World", "Sports", "Business", "Sci/Tech");
    assertThat(set.train().size()).isEqualTo(5000);
    assertThat(set.test().size()).isEqualTo(1000);
  }
}
