package org.vivarium.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Texts that try tokenizers: what people write, and what nobody does. */
final class MixedTexts {
  private static final List<String> PARTS =
      List.of(
          "the cat",
          "The Dog's bark",
          "don't",
          "I'LL we'll",
          "Straße",
          "Grüße aus Köln",
          "naïve",
          "cafe\u0301",
          "A\u030Angstro\u0308m",
          "\u212B",
          "\u0130stanbul",
          "ΟΔΥΣΣΕΥΣ",
          "ﬁne ﬂow",
          "\uD83D\uDE00",
          "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67",
          "\uD83C\uDDE9\uD83C\uDDEA",
          "\u2764\uFE0F",
          "漢字かな交じり文",
          "한국어",
          "\u1112\u1161\u11AB",
          "你好，世界。",
          "שָׁלוֹם",
          "مرحبا",
          "हिन्दी",
          "ไทย",
          "12345",
          "3.14",
          "x²½",
          "٣",
          "Ⅷ",
          "a_b-c",
          "...",
          "?!",
          "—",
          "«»",
          "\t",
          "\n",
          "\r\n",
          " ",
          "  ",
          "   ",
          "\u00A0",
          "\u3000",
          "\u2028",
          "\u0085",
          "\u001C",
          "\u0000",
          "\u0007",
          "\u200B",
          "\u00AD",
          "\uFEFF",
          "\uFFFD",
          "\uE000",
          "\u0378",
          "▁",
          "##x",
          "<s>",
          "</s>",
          "[SEP]",
          "<unk>",
          "<pad>x",
          "\u0301",
          "\u0316\u0301\u0334",
          "\u09FE\u0334",
          "\uD800\uDD40",
          "\uD835\uDD38",
          "Ǆ ǅ ǆ",
          "ẞ",
          "\u1E9B\u0323",
          "\uFF21\uFF41",
          "①",
          "㌀");

  private MixedTexts() {}

  /** The same texts for the same seed; the first is empty. */
  static List<String> of(int count, long seed) {
    Random random = new Random(seed);
    List<String> texts = new ArrayList<>(List.of(""));
    while (texts.size() < count) {
      StringBuilder text = new StringBuilder();
      int parts = random.nextInt(12);
      for (int i = 0; i < parts; i++) {
        if (random.nextInt(8) == 0) {
          IntStream.range(0, 1 + random.nextInt(5))
              .forEach(n -> text.appendCodePoint(codePoint(random)));
        } else {
          text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        if (random.nextBoolean()) {
          text.append(' ');
        }
      }
      texts.add(text.toString());
    }
    return texts;
  }

  private static int codePoint(Random random) {
    int most = random.nextBoolean() ? 0x3000 : 0x20000;
    int c = random.nextInt(most);
    return Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE ? c + 0x800 : c;
  }
}
