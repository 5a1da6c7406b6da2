package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TextStreamTest {
  /** Each token is a byte. */
  private static String bytes(int[] tokens) {
    byte[] bytes = new byte[tokens.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) tokens[i];
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Each token is a word; a space stands between two. */
  private static String words(int[] tokens) {
    return Arrays.stream(tokens).mapToObj(t -> "w" + t).collect(Collectors.joining(" "));
  }

  private static List<String> told(Function<int[], String> decoder, int... tokens) {
    TextStream stream = new TextStream(decoder);
    List<String> told = new ArrayList<>();
    for (int token : tokens) {
      told.add(stream.add(token));
    }
    told.add(stream.end());
    return told;
  }

  private static int[] bytesOf(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int[] tokens = new int[bytes.length];
    for (int i = 0; i < tokens.length; i++) {
      tokens[i] = bytes[i];
    }
    return tokens;
  }

  @Test
  void aCharacterIsToldWhenItIsWhole() {
    assertThat(told(TextStreamTest::bytes, bytesOf("aé€😀b")))
        .containsExactly("a", "", "é", "", "", "€", "", "", "", "😀", "b", "");
  }

  @Test
  void halfACharacterIsToldAtTheEnd() {
    assertThat(told(TextStreamTest::bytes, bytesOf("x")[0], bytesOf("é")[0]))
        .containsExactly("x", "", "\uFFFD");
  }

  @Test
  void bytesThatAreNoTextDoNotHoldTheStreamUp() {
    int[] broken = new int[60];
    Arrays.fill(broken, 0x80);
    assertThat(String.join("", told(TextStreamTest::bytes, broken))).hasSize(60);
  }

  @Test
  void spacesBetweenWordsAreTold() {
    assertThat(told(TextStreamTest::words, 1, 2, 3)).containsExactly("w1", " w2", " w3", "");
  }

  @Test
  void aTokenDoesNotCostMoreTheLongerTheTextIs() {
    int[] most = {0};
    TextStream stream =
        new TextStream(
            tokens -> {
              most[0] = Math.max(most[0], tokens.length);
              return words(tokens);
            });
    for (int i = 0; i < 1000; i++) {
      stream.add(i);
    }
    assertThat(most[0]).isLessThan(5);
  }
}
