package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.text.TokenizerConfig.Kind;

class TrainedTokenizerTest {
  private static final List<String> TEXTS = List.of("the cat sat on the mat.", "the dog, too");

  @TempDir Path folder;

  @Test
  void paddingIsIdZeroAndSpecialsComeFirst() {
    TrainedTokenizer words = TrainedTokenizer.train(TokenizerConfig.of(Kind.WORD, 100), TEXTS);
    assertThat(words.id("<pad>")).isZero();
    assertThat(words.id("<unk>")).isEqualTo(1);
    assertThat(words.id("<s>")).isEqualTo(2);
    assertThat(words.id("</s>")).isEqualTo(3);
    assertThat(words.id("the")).isEqualTo(4);
    assertThatThrownBy(() -> words.id("bird")).hasMessage("'bird' is no token");
  }

  @Test
  void wordsAreCutAtSpacesAndPunctuation() {
    TrainedTokenizer words = TrainedTokenizer.train(TokenizerConfig.of(Kind.WORD, 100), TEXTS);
    int[] ids = words.encode("the  bird, too");
    assertThat(ids).containsExactly(words.id("the"), 1, words.id(","), words.id("too"));
    assertThat(words.decode(ids)).isEqualTo("the <unk> , too");
    assertThat(words.decode(ids, true)).isEqualTo("the , too");
  }

  @Test
  void charactersComeBackAsTheyWere() {
    TrainedTokenizer tokenizer =
        TrainedTokenizer.train(TokenizerConfig.of(Kind.CHARACTER, 100), TEXTS);
    String text = "the dog sat on the cat.";
    assertThat(tokenizer.encode(text)).hasSize(text.length());
    assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    assertThat(tokenizer.encode("\uD83D\uDE00")).containsExactly(1);
  }

  @Test
  void whatIsWrittenIsReadAgain() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TrainedTokenizer words = TrainedTokenizer.train(TokenizerConfig.of(Kind.WORD, 100), TEXTS);
    words.write(file);
    TrainedTokenizer read = TrainedTokenizer.read(file);
    assertThat(read.size()).isEqualTo(words.size());
    assertThat(read.encode("the cat<s>")).isEqualTo(words.encode("the cat<s>")).hasSize(3);
  }
}
