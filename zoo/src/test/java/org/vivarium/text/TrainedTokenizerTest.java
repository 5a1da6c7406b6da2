package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
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

  @Test
  void bytePairsGiveAnyTextBack() {
    TrainedTokenizer bpe = TrainedTokenizer.train(TokenizerConfig.of(Kind.BPE, 400), TEXTS);
    for (String text : MixedTexts.of(2000, 8)) {
      assertThat(bpe.decode(bpe.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void mergesAreThoseThatHandCountingGives() {
    // pairs: "ab" four times, "bc" three; then "ab"+"c" three times
    TrainedTokenizer bpe =
        TrainedTokenizer.train(TokenizerConfig.of(Kind.BPE, 262), List.of("abc abc", "abc", "ab"));
    assertThat(bpe.token(260)).contains("ab");
    assertThat(bpe.token(261)).contains("abc");
    assertThat(bpe.encode("abcab")).containsExactly(261, 260);
  }

  @Test
  void unigramPrefersPiecesThatComeUpOften() {
    List<String> texts = List.of("low lower lowest", "new newer newest", "low new lowest newest");
    TrainedTokenizer unigram = TrainedTokenizer.train(TokenizerConfig.of(Kind.UNIGRAM, 24), texts);
    assertThat(unigram.size()).isLessThanOrEqualTo(24);
    assertThat(unigram.encode("lowest").length).isLessThan(4);
    assertThat(unigram.decode(unigram.encode("newer lowest"))).isEqualTo("newer lowest");
  }

  @Test
  void trainingTwiceGivesTheSameFile() throws IOException {
    for (Kind kind : Kind.values()) {
      TokenizerConfig config = TokenizerConfig.of(kind, 1500).minFrequency(2);
      TrainedTokenizer.train(config, MixedTexts.of(300, 1)).write(folder.resolve("a.json"));
      TrainedTokenizer.train(config, MixedTexts.of(300, 1)).write(folder.resolve("b.json"));
      assertThat(folder.resolve("a.json")).hasSameTextualContentAs(folder.resolve("b.json"));
    }
  }

  @Test
  void batchesAreCutAndPaddedAsAsked() throws IOException {
    TrainedTokenizer words =
        TrainedTokenizer.train(TokenizerConfig.of(Kind.WORD, 100), TEXTS)
            .truncation(Truncation.to(4))
            .padding(Padding.toLongest(0, "<pad>"));
    words.write(folder.resolve("tokenizer.json"));
    TrainedTokenizer read = TrainedTokenizer.read(folder.resolve("tokenizer.json"));
    List<Encoding> batch = read.encodeBatch(List.of("the cat sat on", "the"));
    int the = words.id("the");
    assertThat(batch.get(0).ids()).containsExactly(2, the, words.id("cat"), 3);
    assertThat(batch.get(1).ids()).containsExactly(2, the, 3, 0);
    assertThat(batch.get(1).mask()).containsExactly(1, 1, 1, 0);
    assertThat(batch.get(1).special()).containsExactly(1, 0, 1, 1);
    Encoding fixed =
        read.padding(Padding.toLongest(0, "<pad>").length(6)).encodeBatch(List.of("")).get(0);
    assertThat(fixed.ids()).containsExactly(2, 3, 0, 0, 0, 0);
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    assertSentence(Kind.BPE, 1000, List.of(), "there is no text to train a tokenizer on");
    assertSentence(Kind.WORD, 1000, List.of("", " "), "there is no text to train a tokenizer on");
    assertSentence(Kind.BPE, 100, TEXTS, "a vocabulary of 100 tokens is too small: 260 are needed");
    assertSentence(Kind.UNIGRAM, 10, TEXTS, "a vocabulary of 10 tokens is too small");
    assertSentence(Kind.WORDPIECE, 10, TEXTS, "a vocabulary of 10 tokens is too small");
    assertSentence(Kind.WORD, 4, TEXTS, "no room beside the 4 special ones");
    TokenizerConfig config = TokenizerConfig.of(Kind.WORD, 9);
    assertThatThrownBy(() -> config.moreSpecials(List.of("<s>"))).hasMessageContaining("twice");
    assertThatThrownBy(() -> config.specials(List.of("<p>"))).hasMessageContaining("unknown token");
  }

  @Test
  void filesThatAreNoTokenizerAreNamed() throws IOException {
    Path file = folder.resolve("tokenizer.json");
    TrainedTokenizer.train(TokenizerConfig.of(Kind.BPE, 300), TEXTS).write(file);
    String whole = Files.readString(file);
    assertRefused(file, whole.substring(0, whole.length() / 2), "cut short");
    assertRefused(file, whole.replace("\"BPE\"", "\"Tree\""), "'model' is of the type 'Tree'");
    assertRefused(
        file,
        whole.replace("\"normalizer\": null", "\"normalizer\": {\"type\": \"Nmt\"}"),
        "'normalizer' is of the type 'Nmt'");
    assertRefused(file, "{}", "no 'model'");
    assertRefused(file, "[1]", "no 'model'");
    assertRefused(file, "{\"model\": {\"type\": \"WordLevel\"}}", "'model.vocab' is missing");
    assertRefused(
        file,
        "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"a\": \"x\"}}}",
        "'model.vocab.a' is \"x\"; it must be a whole number");
  }

  private static void assertRefused(Path file, String content, String message) throws IOException {
    Files.writeString(file, content);
    assertThatThrownBy(() -> TrainedTokenizer.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(message);
  }

  private static void assertSentence(Kind kind, int size, List<String> texts, String message) {
    TokenizerConfig config = TokenizerConfig.of(kind, size);
    assertThatThrownBy(() -> TrainedTokenizer.train(config, texts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}
