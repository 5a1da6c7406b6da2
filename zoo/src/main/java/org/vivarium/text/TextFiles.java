package org.vivarium.text;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Text files in UTF-8, plain or gzipped ({@code .gz}). */
public final class TextFiles {
  private TextFiles() {}

  /**
   * The lines of a file, without their ends ({@code \n} or {@code \r\n}).
   *
   * @throws IllegalArgumentException when it is not UTF-8: the message names the line and the byte
   */
  public static List<String> lines(Path file) throws IOException {
    String text = read(file);
    if (text.isEmpty()) {
      return List.of();
    }
    if (text.endsWith("\n")) {
      text = text.substring(0, text.length() - 1);
    }
    // not String.lines: a lone carriage return is a character like others
    return List.of(text.split("\r?\n", -1));
  }

  /** All of a file, without a byte order mark; otherwise as {@link #lines}. */
  public static String read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException("'" + file + "' is a folder; it must be a text file");
    }
    byte[] bytes = Files.readAllBytes(file);
    if (file.toString().endsWith(".gz")) {
      bytes = unzipped(file, bytes);
    }
    return decode(file, bytes);
  }

  private static byte[] unzipped(Path file, byte[] bytes) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return in.readAllBytes();
    } catch (ZipException | EOFException e) {
      throw new IllegalArgumentException(
          "'" + file + "' is no whole gzip file: " + e.getMessage(), e);
    }
  }

  private static String decode(Path file, byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (result.isError()) {
      throw notUtf8(file, bytes, in.position());
    }
    String text = out.flip().toString();
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static IllegalArgumentException notUtf8(Path file, byte[] bytes, int at) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < at; i++) {
      if (bytes[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new IllegalArgumentException(
        "'%s' is not UTF-8: line %d has the byte 0x%02X at place %d; convert it first"
            .formatted(file, line, bytes[at] & 0xFF, at - start + 1),
        new CharacterCodingException());
  }
}
