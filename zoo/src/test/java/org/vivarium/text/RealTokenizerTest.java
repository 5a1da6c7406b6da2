package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.vivarium.text.TokenizerConfig.Kind;

/** Ours and the library's ids on published texts, with published vocabularies too. */
@EnabledIfEnvironmentVariable(named = "VIVARIUM_DATA", matches = ".+")
class RealTokenizerTest {
  private static final int LINES = 10_000;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Kind.class)
  void idsAreThoseOfTheLibrary(Kind kind) throws IOException {
    List<String> texts = texts();
    TrainedTokenizer tokenizer = TrainedTokenizer.train(TokenizerConfig.of(kind, 8000), texts);
    texts.addAll(MixedTexts.of(2000, 3));
    LibraryTest.agree(tokenizer, folder, texts);
  }

  @Test
  void bytePairsGiveEveryTextBack() throws IOException {
    List<String> texts = texts();
    TrainedTokenizer bpe = TrainedTokenizer.train(TokenizerConfig.of(Kind.BPE, 8000), texts);
    texts.addAll(MixedTexts.of(2000, 4));
    for (String text : texts) {
      assertThat(bpe.decode(bpe.encode(text))).isEqualTo(text);
    }
  }

  @Test
  void bertInSmallLetters() throws IOException {
    agreesWithBert("bert-base-uncased/vocab.txt", true);
  }

  @Test
  void bertWithCapitals() throws IOException {
    agreesWithBert("bert-base-cased/vocab.txt", false);
  }

  @Test
  void bertFromItsOwnFile() throws IOException {
    TrainedTokenizer bert =
        TrainedTokenizer.read(data().resolve("tokenizers/bert-base-cased/tokenizer.json"));
    assertThat(bert.size()).isEqualTo(28_996);
    List<String> texts = texts();
    texts.addAll(MixedTexts.of(2000, 5));
    LibraryTest.agree(bert, folder, texts);
    assertThat(bert.encodeBatch(List.of("Hello, world!")).get(0).ids())
        .containsExactly(101, 8667, 117, 1362, 106, 102);
  }

  private void agreesWithBert(String vocabulary, boolean lowerCase) throws IOException {
    TrainedTokenizer bert =
        TrainedTokenizer.readBert(data().resolve("tokenizers").resolve(vocabulary), lowerCase);
    List<String> texts = texts();
    texts.addAll(MixedTexts.of(2000, 6));
    LibraryTest.agree(bert, folder, texts);
  }

  private static Path data() {
    return Path.of(System.getenv("VIVARIUM_DATA"));
  }

  /** The first lines of each set. */
  private static List<String> texts() throws IOException {
    List<String> texts = new ArrayList<>();
    for (String name : List.of("rt-polarity.neg", "rt-polarity.pos")) {
      // the set is in Latin-1
      byte[] bytes = Files.readAllBytes(data().resolve("rt-polarity").resolve(name));
      new String(bytes, StandardCharsets.ISO_8859_1).lines().limit(LINES / 2).forEach(texts::add);
    }
    TextFiles.lines(data().resolve("deu-eng/deu.txt")).stream().limit(LINES).forEach(texts::add);
    return texts;
  }
}
