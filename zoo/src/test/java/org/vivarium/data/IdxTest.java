package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdxTest {
  private static final List<String> CLASSES = List.of("a", "b", "c");
  // three images of 2x2
  private static final byte[] IMAGES =
      file(0x803, new int[] {3, 2, 2}, 0, 1, 2, 3, 10, 11, 12, 13, 252, 253, 254, 255);
  private static final byte[] LABELS = file(0x801, new int[] {3}, 2, 0, 1);

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsPlainAndGzippedFiles(boolean packed) throws IOException {
    Images images = read(packed ? gzip(IMAGES) : IMAGES, packed ? gzip(LABELS) : LABELS);
    assertThat(images.height()).isEqualTo(2);
    assertThat(images.width()).isEqualTo(2);
    assertThat(images.channels()).isEqualTo(1);
    assertThat(images.labels()).containsExactly(2, 0, 1);
    assertThat(images.pixels()[2]).containsExactly(252, 253, 254, 255);
  }

  @Test
  void namesFileAndOffsetOfWhatIsWrong() throws IOException {
    wrong(cut(IMAGES, 26), LABELS, "images", "byte 26", "within image 2 of 3", "truncated");
    wrong(cut(IMAGES, 10), LABELS, "images", "byte 10", "the image height");
    wrong(cut(IMAGES, 0), LABELS, "images", "byte 0", "magic");
    wrong(Arrays.copyOf(IMAGES, 29), LABELS, "images", "byte 28", "goes on after the last of 3");
    wrong(LABELS, LABELS, "images", "byte 0", "0x00000801, of labels", "0x00000803");
    wrong(IMAGES, IMAGES, "labels", "byte 0", "file of images", "start with 0x00000801");
    wrong(new byte[30], LABELS, "images", "byte 0", "0x00000000");
    wrong(IMAGES, file(0x801, new int[] {3}, 2, 3, 1), "labels", "byte 9", "label 3", "0 to 2");
    wrong(IMAGES, file(0x801, new int[] {3}, 2, 1), "labels", "byte 10", "truncated");
    wrong(IMAGES, file(0x801, new int[] {3}, 2, 1, 0, 0), "labels", "byte 11", "goes on");
    wrong(IMAGES, file(0x801, new int[] {2}, 2, 1), "3 images", "2 labels");
    wrong(file(0x803, new int[] {0, 2, 2}), LABELS, "images", "byte 4", "as 0");
    wrong(file(0x803, new int[] {3, -2, 2}), LABELS, "images", "byte 8", "height as -2");
  }

  @Test
  void damagedGzipIsNamed() throws IOException {
    byte[] packed = gzip(IMAGES);
    wrong(cut(packed, packed.length - 12), LABELS, "images", "gzip", "truncated");
    wrong(cut(packed, 5), LABELS, "images", "gzip", "truncated");
    byte[] flipped = packed.clone();
    flipped[packed.length - 6] ^= 1; // the checksum of the content
    wrong(flipped, LABELS, "images", "gzip", "damaged");
  }

  /** With 2 GB of heap, a reader that believed these would not come back with a sentence. */
  @ParameterizedTest
  @CsvSource({"2147483647, 1, 1", "3, 46340, 46340", "3, 2147483647, 2147483647"})
  void claimsOfAHeaderAreNotAllocated(int count, int height, int width) throws IOException {
    byte[] liar = file(0x803, new int[] {count, height, width}, 1, 2, 3);
    Path labels = Files.write(folder.resolve("labels"), LABELS);
    Path images = Files.write(folder.resolve("images"), liar);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.read("x", images, labels, CLASSES))
        .withMessageContaining("images'");
    Path many = Files.write(labels, file(0x801, new int[] {2147483647}, 1, 2, 0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.read("x", images, many, CLASSES))
        .withMessageContaining("byte 11");
  }

  @Test
  void missingFileIsNamed() {
    Path missing = folder.resolve("nowhere.gz");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.read("x", missing, missing, CLASSES))
        .withMessageContaining("nowhere.gz' is not a file that can be read");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Idx.read("x", folder, folder, CLASSES))
        .withMessageContaining("is not a file that can be read");
  }

  private Images read(byte[] images, byte[] labels) throws IOException {
    return Idx.read(
        "x",
        Files.write(folder.resolve("images"), images),
        Files.write(folder.resolve("labels"), labels),
        CLASSES);
  }

  private void wrong(byte[] images, byte[] labels, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> read(images, labels))
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  private static byte[] file(int magic, int[] lengths, int... data) {
    ByteBuffer file = ByteBuffer.allocate(4 + 4 * lengths.length + data.length).putInt(magic);
    Arrays.stream(lengths).forEach(file::putInt);
    Arrays.stream(data).forEach(v -> file.put((byte) v));
    return file.array();
  }

  private static byte[] cut(byte[] bytes, int length) {
    return Arrays.copyOf(bytes, length);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
