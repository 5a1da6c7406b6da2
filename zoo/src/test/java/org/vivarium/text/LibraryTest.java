package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.text.TokenizerConfig.Form;
import org.vivarium.text.TokenizerConfig.Kind;

/** Our ids beside those that the Hugging Face library makes with the file that we wrote. */
class LibraryTest {
  @TempDir Path folder;

  static Stream<TokenizerConfig> configs() {
    List<TokenizerConfig> configs = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      TokenizerConfig config = TokenizerConfig.of(kind, 1500).minFrequency(2);
      configs.add(config);
      configs.add(config.lowerCase(true).form(Form.NFKC));
      configs.add(config.lowerCase(true).stripAccents(true));
      configs.add(config.form(Form.NONE).moreSpecials(List.of("<sep>")));
    }
    return configs.stream();
  }

  @ParameterizedTest
  @MethodSource("configs")
  void idsAreThoseOfTheLibrary(TokenizerConfig config) throws IOException {
    TrainedTokenizer tokenizer = TrainedTokenizer.train(config, MixedTexts.of(600, 1));
    agree(tokenizer, folder, MixedTexts.of(800, 2));
  }

  @Test
  void halvesOfCharactersAreReplacedAsTheLibraryReplacesThem() throws IOException {
    TrainedTokenizer bytes =
        TrainedTokenizer.train(TokenizerConfig.of(Kind.BPE, 300), MixedTexts.of(10, 1));
    agree(bytes, folder, List.of("a\uD800b", "\uDC00", "x\uDC00\uD800y", "\uD800"));
    assertThat(bytes.decode(bytes.encode("a\uD800b"))).isEqualTo("a\uFFFD\uFFFD\uFFFDb");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gpt4", "llama", "t5", "bert", "roberta"})
  void filesOfOthersGiveTheSameIds(String name) throws IOException {
    TrainedTokenizer read =
        TrainedTokenizer.read(Path.of("src/test/resources/text", name + ".json"));
    agree(read, folder, MixedTexts.of(400, 7));
  }

  @Test
  void charactersAreTakenAsTheLibraryTakesThem() throws IOException {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < 0x20000; c += step(c)) {
      // beside letters, digits, others and marks that would change places or combine
      text.append('a').appendCodePoint(c).append("a 1").appendCodePoint(c).append("1 !");
      text.appendCodePoint(c).append("\u0334 a\u0316").appendCodePoint(c).append(' ');
      if (text.length() > 400) {
        texts.add(text.toString());
        text.setLength(0);
      }
    }
    List<String> corpus = MixedTexts.of(10, 1);
    TokenizerConfig bytes = TokenizerConfig.of(Kind.BPE, 300).lowerCase(true);
    agree(TrainedTokenizer.train(bytes.form(Form.NFC), corpus), folder, texts);
    agree(TrainedTokenizer.train(bytes.form(Form.NFKC), corpus), folder, texts);
    agree(TrainedTokenizer.train(bytes.stripAccents(true), corpus), folder, texts);
  }

  /** Long rows of syllables, ideographs and of what is private or not assigned are sampled. */
  private static int step(int c) {
    boolean row = (c >= 0x3400 && c < 0xA000) || (c >= 0xAC00 && c < 0xF900);
    int next = row || (c >= 0x12000 && c < 0x16000) || (c >= 0x17000 && c < 0x1B000) ? 37 : 1;
    return c + next >= 0xD800 && c < 0xE000 ? 0xE000 - c : next;
  }

  /** Fails naming the first text whose ids differ, and checks what is decoded too. */
  static void agree(TrainedTokenizer ours, Path folder, List<String> texts) throws IOException {
    Path file = folder.resolve("tokenizer.json");
    ours.write(file);
    TrainedTokenizer read = TrainedTokenizer.read(file);
    try (Encoder library = Encoder.open(file)) {
      assertThat(ours.size()).isEqualTo(library.size());
      for (int i = 0; i < texts.size(); i++) {
        int[] ids = ours.encode(texts.get(i));
        int[] theirs = library.encode(texts.get(i));
        assertThat(ids).as("ids of '%s'", escaped(texts.get(i))).isEqualTo(theirs);
        assertThat(read.encode(texts.get(i))).isEqualTo(ids);
        assertThat(ours.decode(ids))
            .as("text of '%s'", escaped(texts.get(i)))
            .isEqualTo(library.decode(ids));
      }
    }
  }

  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .limit(200)
        .forEach(
            c ->
                escaped.append(
                    c >= ' ' && c < 127 ? String.valueOf((char) c) : "\\u%04X".formatted(c)));
    return escaped.toString();
  }
}
