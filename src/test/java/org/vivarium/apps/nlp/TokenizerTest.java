package org.vivarium.apps.nlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.Console;
import org.vivarium.Console.Result;

/** The verbs over tokenizers, from a text file to tokens and back. */
class TokenizerTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"bpe", "wordpiece", "unigram", "word", "character"})
  void everyKindIsTrainedOnTheEmbeddedText(String kind) {
    Result result = train("--kind", kind, "--vocab-size", "400");
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    assertThat(result.out())
        .matches(
            "size \\d+\\Rcoverage [01]\\.\\d{4}\\Rfertility \\d\\.\\d{3} tokens for each word\\R"
                + "characters \\d\\.\\d\\d for each token\\Rtokenizer .*tokenizer.json\\R");
  }

  @Test
  void whatIsEncodedIsDecoded() {
    train("--vocab-size", "500");
    Result ids = tokenizer("encode", "--ids", "a horse — \uD83D\uDC0E");
    Result text = tokenizer("decode", ids.out().trim().split(" ", -1));
    assertThat(text.out().trim()).isEqualTo("a horse — \uD83D\uDC0E");
  }

  @Test
  void linesOfStandardInputAreTexts() {
    train("--kind", "word");
    InputStream before = System.in;
    try {
      System.setIn(
          new ByteArrayInputStream("the end\n\n<s>the\n".getBytes(StandardCharsets.UTF_8)));
      Result result = tokenizer("encode");
      assertThat(result.out().lines()).hasSize(6);
      assertThat(result.out().lines().skip(4)).first().isEqualTo("tokens <s> the");
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void showSaysWhatAFileIsMadeOf() {
    train("--special", "<sep>", "--lower-case");
    Result result = tokenizer("show", "The END");
    assertThat(result.out())
        .contains("model           BPE")
        .contains("special tokens  <pad> 0, <unk> 1, <s> 2, </s> 3, <sep> 4")
        .contains("normalizer      Lowercase")
        .contains("back            the end");
  }

  @Test
  void wrongInputIsOneSentence() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty.txt"));
    wrong(train("--data", empty.toString()), "there is no text to train a tokenizer on");
    Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', '\n', 'b', (byte) 0xE9});
    wrong(train("--data", latin.toString()), "line 2");
    wrong(train("--vocab-size", "100"), "a vocabulary of 100 tokens is too small");
    wrong(train("--kind", "bqe"), "did you mean 'bpe'?");
    wrong(tokenizer("encode", "hello"), "tokenizer.json");
    Files.writeString(folder.resolve("tokenizer.json"), "{\"model\": {\"type\": \"BPE\", \"voc");
    wrong(tokenizer("encode", "hello"), "cut short");
  }

  @Test
  void idsThatAreNoneAreRefused() {
    train();
    wrong(tokenizer("decode", "4000000"), "'4000000' is no id of a token");
    wrong(tokenizer("decode", "x"), "'x' is no id of a token");
  }

  private static void wrong(Result result, String sentence) {
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(sentence).hasLineCount(1);
    assertThat(result.out()).isEmpty();
  }

  private Result train(String... options) {
    String[] more = new String[options.length + 3];
    System.arraycopy(options, 0, more, 0, options.length);
    more[options.length] = "--quiet";
    more[options.length + 1] = "--out";
    more[options.length + 2] = folder.resolve("tokenizer.json").toString();
    return call("train", more);
  }

  private Result tokenizer(String verb, String... options) {
    String[] more = new String[options.length + 2];
    more[0] = "--tokenizer";
    more[1] = folder.resolve("tokenizer.json").toString();
    System.arraycopy(options, 0, more, 2, options.length);
    return call(verb, more);
  }

  private static Result call(String verb, String... options) {
    String[] all = new String[options.length + 2];
    all[0] = "tokenizer";
    all[1] = verb;
    System.arraycopy(options, 0, all, 2, options.length);
    return Console.run(Main.APP, all);
  }
}
