package org.vivarium.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every byte of UTF-8 as a character that can be seen, and GPT-2's way to cut text: contractions,
 * letters, numbers and others, each with the blank before it (Radford et al. 2019).
 *
 * @param prefixSpace a blank before each text that has none
 * @param pattern whether text is cut at all
 * @param trimOffsets kept for the library, which counts places with it
 */
record ByteLevel(boolean prefixSpace, boolean pattern, boolean trimOffsets)
    implements PreTokenizer {
  private static final char[] SEEN = seen();
  private static final int[] BYTES = bytes();
  private static final String[] CONTRACTIONS = {"s", "t", "re", "ve", "m", "ll", "d"};

  private static final int OTHER = 0;
  private static final int LETTER = 1;
  private static final int NUMBER = 2;
  private static final int SPACE = 3;
  private static final byte[] ASCII = ascii();

  static ByteLevel read(JsonPart part) {
    return new ByteLevel(
        part.flag("add_prefix_space", true),
        part.flag("use_regex", true),
        part.flag("trim_offsets", true));
  }

  /** Printable bytes are themselves; the others follow from U+0100 on, in their order. */
  private static char[] seen() {
    char[] seen = new char[256];
    char next = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable =
          (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || (b >= 0xAE && b <= 0xFF);
      seen[b] = printable ? (char) b : next++;
    }
    return seen;
  }

  private static int[] bytes() {
    int[] bytes = new int[0x180];
    Arrays.fill(bytes, -1);
    for (int b = 0; b < 256; b++) {
      bytes[SEEN[b]] = b;
    }
    return bytes;
  }

  private static byte[] ascii() {
    byte[] kinds = new byte[128];
    for (int c = 0; c < 128; c++) {
      kinds[c] = (byte) slowKind(c);
    }
    return kinds;
  }

  /** The characters of all bytes, by code point. */
  static List<String> alphabet() {
    return IntStream.range(0, 256)
        .map(b -> SEEN[b])
        .sorted()
        .mapToObj(Character::toString)
        .toList();
  }

  /** The bytes of a text, each as its character. */
  static String seen(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    char[] chars = new char[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      chars[i] = SEEN[bytes[i] & 0xFF];
    }
    return new String(chars);
  }

  /** A byte as its character. */
  static String seen(byte b) {
    return Character.toString(SEEN[b & 0xFF]);
  }

  /** The byte that a character stands for, or -1. */
  static int byteOf(char c) {
    return c < BYTES.length ? BYTES[c] : -1;
  }

  @Override
  public void cut(String text, boolean first, Sink out) {
    cutPlain(text, first, (piece, one) -> out.accept(seen(piece), one));
  }

  /** As {@link #cut}, with pieces as they are in text. */
  void cutPlain(String text, boolean first, Sink out) {
    String whole = prefixSpace && !text.startsWith(" ") ? " " + text : text;
    if (!pattern) {
      out.accept(whole, first);
      return;
    }
    int end;
    for (int at = 0; at < whole.length(); at = end) {
      end = end(whole, at);
      out.accept(whole.substring(at, end), first && at == 0);
    }
  }

  /** Where the piece that begins at a place ends. */
  private static int end(String text, int begin) {
    char c = text.charAt(begin);
    if (c == '\'') {
      for (String letters : CONTRACTIONS) {
        if (text.startsWith(letters, begin + 1)) {
          return begin + 1 + letters.length();
        }
      }
    }
    int inner = c == ' ' && begin + 1 < text.length() ? begin + 1 : begin;
    int kind = kind(text.codePointAt(inner));
    if (kind != SPACE) {
      return run(text, inner, kind);
    }
    int end = run(text, begin, SPACE);
    // a run of spaces leaves its last one to what follows
    return end == text.length() || end == begin + 1 ? end : end - 1;
  }

  private static int run(String text, int begin, int kind) {
    int at = begin;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (kind(c) != kind) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static int kind(int c) {
    return c < 128 ? ASCII[c] : slowKind(c);
  }

  private static int slowKind(int c) {
    if (Characters.isLetter(c)) {
      return LETTER;
    }
    return Characters.isNumber(c) ? NUMBER : Characters.isSpace(c) ? SPACE : OTHER;
  }

  @Override
  public JsonElement json() {
    JsonObject json = Normalizer.typed("ByteLevel");
    json.addProperty("add_prefix_space", prefixSpace);
    json.addProperty("trim_offsets", trimOffsets);
    json.addProperty("use_regex", pattern);
    return json;
  }
}
