package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelledTextsTest {
  @TempDir Path dir;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(dir.resolve(name), content);
  }

  private static TextTable table(TextTable.Format format) {
    return new TextTable(format, "text", "label");
  }

  @Test
  void quotedCellsHoldCommasQuotesAndLineEnds() throws IOException {
    Path csv =
        file(
            "a.csv",
            "label,text\r\n"
                + "good,\"well, \"\"well\"\"\r\n"
                + "said\"\r\n\r\n"
                + "bad,\"\"\"no\"\"\"\n"
                + "bad,ünïcödé 🎬\n");
    assertThat(Csv.commas(csv))
        .extracting(Csv.Row::line, Csv.Row::cells)
        .containsExactly(
            tuple(1, List.of("label", "text")),
            tuple(2, List.of("good", "well, \"well\"\nsaid")),
            tuple(5, List.of("bad", "\"no\"")),
            tuple(6, List.of("bad", "ünïcödé 🎬")));
    assertThat(table(TextTable.Format.CSV).read(csv))
        .containsExactly(
            new Labelled("well, \"well\"\nsaid", "good"),
            new Labelled("\"no\"", "bad"),
            new Labelled("ünïcödé 🎬", "bad"));
  }

  @Test
  void columnsMayBeNumbersWhereNoLineNamesThem() throws IOException {
    Path csv = file("a.csv", "1,x,nice\n2,y,awful\n");
    assertThat(new TextTable(TextTable.Format.CSV, "3", "1").read(csv))
        .containsExactly(new Labelled("nice", "1"), new Labelled("awful", "2"));
  }

  @Test
  void otherFormatsAreReadToo() throws IOException {
    Path tsv = file("a.tsv", "text\tlabel\nsay \"hi\", you\t1\n");
    assertThat(table(TextTable.Format.ofFile(tsv)).read(tsv))
        .containsExactly(new Labelled("say \"hi\", you", "1"));
    Path jsonl = file("a.jsonl", "{\"label\": 3, \"text\": \"a\\nb\"}\n\n");
    assertThat(table(TextTable.Format.ofFile(jsonl)).read(jsonl))
        .containsExactly(new Labelled("a\nb", "3"));
    Path label = file("a.label", "NUM:dist How far ?\nHUM Who ?\n");
    assertThat(table(TextTable.Format.ofFile(label)).read(label))
        .containsExactly(new Labelled("How far ?", "NUM"), new Labelled("Who ?", "HUM"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "a.csv|text,label\\nx,1\\n\"open,2\\n|line 3 opens a quote that is never closed",
        "a.csv|text,label\\n\"x\"y,1\\n|line 2 has 'y' behind a closing quote",
        "a.csv|text,label\\nx\"y,1\\n|line 2 has a quote within a cell",
        "a.csv|text,label\\nx\\n|line 2 has 1 columns; its first line names 2",
        "a.csv|txt,label\\nx,1\\n|no column 'text'; its first line names [txt, label]",
        "a.csv|text,label\\n ,1\\n|line 2 has an empty text",
        "a.csv|text,label\\nx,\\n|line 2 has an empty label",
        "a.csv|text,label\\n|holds no texts",
        "a.jsonl|{\"text\": \"x\"}\\n|line 1 has no 'label'; it has [text]",
        "a.jsonl|{\"text\": \\n|line 1 is no object of JSON",
        "a.label|nolabel\\n|line 1 is not a label, a space and a text",
        "a.txt|x\\n|add --format [csv, tsv, jsonl, label]",
      })
  void whatIsWrongIsSaidWithItsLine(String name, String content, String sentence)
      throws IOException {
    Path path = file(name, content.replace("\\n", "\n"));
    assertThatThrownBy(() -> table(TextTable.Format.ofFile(path)).read(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(sentence);
  }

  @Test
  void bytesThatAreNotUtf8AreNamed() throws IOException {
    Path csv = Files.write(dir.resolve("a.csv"), new byte[] {'a', '\n', 'b', (byte) 0xe9, '\n'});
    assertThatThrownBy(() -> table(TextTable.Format.CSV).read(csv))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2 has the byte 0xE9 at place 2");
  }

  @Test
  void classesStandInTheOrderOfTheirNamesAndNumbersBySize() {
    assertThat(texts("10", "9", "1").classes()).containsExactly("1", "9", "10");
    assertThat(texts("b", "a", "b").labels()).containsExactly(1, 0, 1);
    assertThatThrownBy(() -> texts("a", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nothing to tell apart");
  }

  private static LabelledTexts texts(String... labels) {
    return LabelledTexts.of(List.of(labels).stream().map(l -> new Labelled("x", l)).toList());
  }

  @Test
  void turnsTakeOneOfEachClass() {
    LabelledTexts turns = texts("a", "a", "a", "b", "c").inTurns();
    assertThat(turns.labels()).containsExactly(0, 1, 2, 0, 0);
    assertThat(turns.first(3).counts()).containsExactly(1, 1, 1);
  }

  @Test
  void labelsOfATestFileThatTrainingHasNotSeenAreNamed() throws IOException {
    Path train = file("train.csv", "text,label\nx,a\ny,b\n");
    Path test = file("test.csv", "text,label\nx,a\ny,c\n");
    TextSets.Options options = new TextSets.Options(Optional.empty(), Optional.of(test), 1);
    assertThatThrownBy(() -> TextSets.load("file:" + train, null, options))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("training has not seen: [c]", "knows [a, b]");
  }

  @Test
  void embeddedReviewsAreHeldOutClassByClass() throws IOException {
    TextSet set = TextSets.load("reviews", null, TextSets.Options.seeded(3));
    assertThat(set.test().counts()).containsExactly(200, 200);
    assertThat(set.train().size()).isEqualTo(3600);
    assertThat(TextSets.load("reviews", null, TextSets.Options.seeded(3)).train().sha256())
        .isEqualTo(set.train().sha256());
  }

  @Test
  void missingSetsAreNamedWithTheirFolder() {
    assertThatThrownBy(() -> TextSets.load("trec", dir, TextSets.Options.seeded(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("train_5500.label", "--data-dir");
    assertThatThrownBy(() -> TextSets.load("imdb", dir, TextSets.Options.seeded(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no set of texts 'imdb'");
  }
}
