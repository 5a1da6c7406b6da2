package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFilesTest {
  @TempDir Path dir;

  private Path file(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void linesEndInEitherWayAndKeepEmptyOnes() throws IOException {
    assertThat(TextFiles.lines(file("a", utf8("\uFEFFone\r\n\ntwo\u2028three\rfour\n"))))
        .containsExactly("one", "", "two\u2028three\rfour");
    assertThat(TextFiles.lines(file("b", utf8("no end")))).containsExactly("no end");
    assertThat(TextFiles.lines(file("c", new byte[0]))).isEmpty();
  }

  @Test
  void gzippedFilesAreReadAsTheyAre() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(utf8("Bär\n😀\n"));
    }
    assertThat(TextFiles.lines(file("a.gz", bytes.toByteArray()))).containsExactly("Bär", "😀");
    Path cut = file("cut.gz", java.util.Arrays.copyOf(bytes.toByteArray(), 15));
    assertThatThrownBy(() -> TextFiles.read(cut))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cut.gz");
  }

  @Test
  void whatIsNotUtf8IsNamedByLineAndByte() throws IOException {
    byte[] latin = "good\nna\u00EFve\n".getBytes(StandardCharsets.ISO_8859_1);
    Path file = file("latin", latin);
    assertThatThrownBy(() -> TextFiles.lines(file))
        .hasMessageContaining("line 2")
        .hasMessageContaining("0xEF")
        .hasMessageContaining("place 3");
    Path cut = file("cut", new byte[] {'a', (byte) 0xC3});
    assertThatThrownBy(() -> TextFiles.lines(cut)).hasMessageContaining("line 1");
  }
}
