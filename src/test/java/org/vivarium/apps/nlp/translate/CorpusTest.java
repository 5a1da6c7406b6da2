package org.vivarium.apps.nlp.translate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

class CorpusTest {
  @TempDir Path temp;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(temp.resolve(name), text);
  }

  private Corpus load(String name) throws IOException {
    return Corpus.load(name, "de", "en", null, 1);
  }

  @Test
  void noSourceIsInTwoParts() {
    List<String> sources = new ArrayList<>();
    List<String> targets = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      sources.add("source " + i % 100);
      targets.add("target " + i);
    }
    Corpus corpus = Corpus.split(new Pairs(sources, targets), 7, "");
    Set<String> train = new HashSet<>(corpus.train().sources());
    assertThat(train).doesNotContainAnyElementsOf(corpus.test().sources());
    assertThat(train).doesNotContainAnyElementsOf(corpus.validation().sources());
    assertThat(corpus.test().sources()).doesNotContainAnyElementsOf(corpus.validation().sources());
    assertThat(corpus.test().size()).isEqualTo(5);
    assertThat(corpus.train().size()).isEqualTo(4 * 90);
    assertThat(Corpus.split(new Pairs(sources, targets), 7, "")).isEqualTo(corpus);
  }

  @Test
  void pairsWithABlankSideAreLeftOut() throws IOException {
    StringBuilder text = new StringBuilder("\tnothing\n  \t\nnothing\t \n\n");
    for (int i = 0; i < 20; i++) {
      text.append("a").append(i).append("\tb").append(i).append("\tattribution\n");
    }
    Corpus corpus = load("file:" + file("pairs.tsv", text.toString()));
    assertThat(corpus.dropped()).isEqualTo(4);
    assertThat(corpus.train().size() + corpus.validation().size() + corpus.test().size())
        .isEqualTo(20);
  }

  @Test
  void filesOfUnequalLengthAreRefused() throws IOException {
    Path sources = file("a.de", "eins\nzwei\n");
    Path targets = file("a.en", "one\n");
    assertThatThrownBy(() -> load("file:" + sources + "," + targets))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'%s' has 2 lines and '%s' has 1; line by line they must be translations of each other",
            sources, targets);
  }

  @Test
  void lineWithoutATabIsNamed() throws IOException {
    Path pairs = file("pairs.tsv", "a\tb\nno tab\n");
    assertThatThrownBy(() -> load("file:" + pairs))
        .hasMessage("'%s' has no tab in line 2; a line must be SOURCE<TAB>TARGET", pairs);
  }

  @Test
  void whatIsNotUtf8IsNamedByLineAndByte() throws IOException {
    Path pairs =
        Files.write(
            temp.resolve("latin1.tsv"), "a\tb\nü\tc\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> load("file:" + pairs))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2")
        .hasMessageContaining("0xFC");
  }

  @Test
  void dataThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> load("nothing")).hasMessageContaining("'nothing'");
    assertThatThrownBy(() -> Corpus.load("multi30k", "de", "en", temp, 1))
        .hasMessageContaining("train.de.gz")
        .hasMessageContaining("--data-dir");
    assertThatThrownBy(() -> Corpus.load("multi30k", "de", "fr", temp, 1))
        .hasMessage("'multi30k' has no translations from 'de' to 'fr'; its languages are [de, en]");
    assertThatThrownBy(() -> load("file:" + file("two.tsv", "a\tb\nc\td\n")))
        .hasMessage("there are no pairs of sentences to train on: give more text");
  }

  @Test
  @EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
  void realSetsAreRead() throws IOException {
    Corpus multi30k = load("multi30k");
    assertThat(multi30k.train().size()).isEqualTo(29_000);
    assertThat(multi30k.validation().size()).isEqualTo(1014);
    assertThat(multi30k.test().size()).isEqualTo(1000);
    assertThat(multi30k.test().sources().get(0))
        .startsWith("Ein Mann mit einem orangefarbenen Hut");
    Corpus tatoeba = load("deu-eng");
    assertThat(tatoeba.test().size()).isEqualTo(1000);
    assertThat(tatoeba.train().sources()).doesNotContainAnyElementsOf(tatoeba.test().sources());
    assertThat(Corpus.load("deu-eng", "en", "de", null, 1).train().sources()).contains("Hi.");
  }
}
