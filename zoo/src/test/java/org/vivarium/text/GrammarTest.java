package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;

class GrammarTest {
  @Test
  void reviewsAreAsManyGoodAsBadAndTheSameForASeed() {
    var reviews = Grammar.reviews(1000, 1);
    assertThat(reviews).isEqualTo(Grammar.reviews(1000, 1)).isNotEqualTo(Grammar.reviews(1000, 2));
    assertThat(reviews.stream().filter(r -> r.label().equals("positive"))).hasSize(500);
    assertThat(new HashSet<>(reviews)).hasSizeGreaterThan(950);
    assertThat(reviews).allSatisfy(r -> assertThat(r.text()).matches("[a-z ,]+ [.!]"));
  }

  @Test
  void theInventedLanguageIsAFunctionOfTheSentence() {
    var pairs = Grammar.pairs(5000, 1);
    var targets = new java.util.HashMap<String, String>();
    pairs.forEach(
        p -> assertThat(targets.merge(p.source(), p.target(), (a, b) -> b)).isEqualTo(p.target()));
    assertThat(targets).hasSizeGreaterThan(4500);
    assertThat(pairs).allSatisfy(p -> assertThat(p.target()).matches("[a-z ]+ \\."));
  }

  @Test
  void storiesAreParagraphs() {
    assertThat(Grammar.text(3, 1).split("\n\n")).hasSize(3);
    assertThat(Grammar.text(3, 1)).isEqualTo(Grammar.text(3, 1)).matches("(?s)[A-Z].*\\.\n\n");
  }
}
