package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @Test
  void classesAreTheSortedSubfolders() throws IOException {
    for (int i = 0; i < 10; i++) {
      paint("zebra/" + i + ".png", 20 + i, 30, 0xFF0000);
      paint("ant/" + i + ".png", 30, 20 + i, 0x0000FF);
    }
    ImageSet set = ImageFolder.read(folder, 16, 1);
    assertThat(set.train().classes()).containsExactly("ant", "zebra");
    assertThat(set.train().counts()).containsExactly(8, 8);
    assertThat(set.test().counts()).containsExactly(2, 2);
    assertThat(set.train().channels()).isEqualTo(3);
    assertThat(set.train().pixels()[0]).hasSize(16 * 16 * 3).startsWith(0, 0, 255);
    assertThat(set.warnings()).isEmpty();
    assertThat(set.source()).contains("16 to train on, 4 to test", "seed 1");
  }

  @Test
  void readsEveryFormatAnyEndingAnyDepth() throws IOException {
    paint("a/one.png", 20, 20, 0x204060);
    paint("a/TWO.BMP", 20, 20, 0x204060);
    paint("a/deeper/three.gif", 20, 20, 0x204060);
    paint("a/four.Jpeg", 20, 20, 0x204060);
    paint("a/five.tiff", 20, 20, 0x204060);
    paint("b/one.png", 20, 20, 0x204060);
    paint("b/.hidden.png", 20, 20, 0);
    paint("b/.thumbnails/one.png", 20, 20, 0);
    paint(".git/one.png", 20, 20, 0);
    Files.writeString(folder.resolve("b/notes.txt"), "no picture");
    Files.writeString(folder.resolve("README.md"), "no class");
    ImageSet set = ImageFolder.read(folder, 8, 1);
    assertThat(set.warnings()).isEmpty();
    assertThat(set.train().classes()).containsExactly("a", "b");
    assertThat(set.train().size() + set.test().size()).isEqualTo(6);
    for (byte[] image : set.train().pixels()) {
      assertThat(image[0]).isBetween((byte) 0x1E, (byte) 0x22); // JPEG is not exact
      assertThat(image[2]).isBetween((byte) 0x5E, (byte) 0x62);
    }
  }

  @Test
  void splitOfTheFolderIsKept() throws IOException {
    for (String part : new String[] {"train", "val"}) {
      paint(part + "/a/1.png", 9, 9, 0x112233);
      paint(part + "/b/1.png", 9, 9, 0x112233);
    }
    paint("train/b/2.png", 9, 9, 0x112233);
    ImageSet set = ImageFolder.read(folder, 8, 1);
    assertThat(set.train().counts()).containsExactly(1, 2);
    assertThat(set.test().counts()).containsExactly(1, 1);
    assertThat(set.source()).contains("3 to train on in 'train'", "2 to test in 'val'");

    paint("test/a/1.png", 9, 9, 0x112233);
    paint("test/b/1.png", 9, 9, 0x112233);
    assertThat(ImageFolder.read(folder, 8, 1).source()).contains("2 to test in 'test'");
    paint("test/c/1.png", 9, 9, 0x112233);
    refused("classes that '" + folder.resolve("train") + "' has not: c");
  }

  @Test
  void greyPicturesHaveOneChannelAndKeepTheirValues() throws IOException {
    BufferedImage grey = new BufferedImage(10, 10, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 100; i++) {
      grey.getRaster().setSample(i % 10, i / 10, 0, 100);
    }
    write(grey, "a/grey.png");
    BufferedImage deep = new BufferedImage(10, 10, BufferedImage.TYPE_USHORT_GRAY);
    for (int i = 0; i < 100; i++) {
      deep.getRaster().setSample(i % 10, i / 10, 0, 100 * 257);
    }
    write(deep, "a/deep.png");
    paint("b/1.png", 10, 10, 0x646464);
    paint("b/2.png", 10, 10, 0x646464);
    ImageSet set = ImageFolder.read(folder, 8, 1);
    assertThat(set.train().channels()).isEqualTo(1);
    for (Images part : new Images[] {set.train(), set.test()}) {
      for (byte[] image : part.pixels()) {
        assertThat(image).hasSize(64).containsOnly(100);
      }
    }
    paint("b/3.png", 10, 10, 0x646400);
    assertThat(ImageFolder.read(folder, 8, 1).train().channels()).isEqualTo(3);
  }

  @Test
  void transparencyIsLaidOnWhite() throws IOException {
    BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, 0xFF000000);
    write(image, "clear.png");
    byte[] pixels = ImageFolder.read(folder.resolve("clear.png"), 8, 8, 1);
    assertThat(pixels[0]).isZero();
    assertThat(pixels[63] & 0xFF).isEqualTo(255);
  }

  /** Image.crop((1, 0, 6, 5)).resize((3, 3), BILINEAR) and so on, of Pillow 11. */
  @Test
  void cropsAndResizesAsPillow() throws IOException {
    BufferedImage image = new BufferedImage(7, 5, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 5; y++) {
      for (int x = 0; x < 7; x++) {
        int v = x * 37 + y * 91;
        image.setRGB(x, y, (v & 0xFF) << 16 | ((v + 53) & 0xFF) << 8 | ((v + 106) & 0xFF));
      }
    }
    write(image, "any.png");
    Path file = folder.resolve("any.png");
    near(
        ImageFolder.read(file, 2, 2, 3),
        new int[] {114, 143, 129, 136, 146, 136, 117, 133, 140, 114, 144, 113});
    near(
        ImageFolder.read(file, 3, 3, 3),
        new int[] {
          92, 145, 151, 150, 179, 146, 145, 151, 121, 117, 89, 117, 94, 134, 130, 119, 148, 144,
          122, 175, 165, 147, 119, 115, 92, 145, 88
        });
    near(
        Arrays.copyOf(ImageFolder.read(file, 7, 7, 3), 12),
        new int[] {37, 90, 143, 58, 111, 164, 85, 138, 191, 111, 164, 217});
    near(
        Arrays.copyOf(ImageFolder.read(file, 5, 7, 1), 8),
        new int[] {43, 80, 117, 154, 191, 199, 86, 134});
  }

  private static void near(byte[] found, int[] pillow) {
    assertThat(found).hasSameSizeAs(pillow);
    for (int i = 0; i < pillow.length; i++) { // Pillow rounds between its two passes
      assertThat(found[i] & 0xFF).as("byte %d", i).isBetween(pillow[i] - 1, pillow[i] + 1);
    }
  }

  @Test
  void unreadableFilesAreNamedAndPassedOver() throws IOException {
    paint("a/good.png", 9, 9, 0x112233);
    paint("b/good.png", 9, 9, 0x112233);
    paint("b/better.png", 9, 9, 0x112233);
    Files.writeString(folder.resolve("a/text.jpg"), "not a picture at all");
    Files.write(folder.resolve("a/empty.png"), new byte[0]);
    byte[] cut = Files.readAllBytes(folder.resolve("a/good.png"));
    Files.write(folder.resolve("a/cut.png"), Arrays.copyOf(cut, cut.length / 2));
    Files.write(folder.resolve("a/bomb.png"), pngHeader(60_000, 60_000));
    writeFourBands("a/cmyk.jpg");
    Files.createDirectory(folder.resolve("c"));
    ImageSet set = ImageFolder.read(folder, 8, 1);
    assertThat(set.warnings()).hasSize(6);
    assertThat(set.train().size() + set.test().size()).isEqualTo(3);
    assertThat(set.train().classes()).containsExactly("a", "b");
    assertThat(String.join("\n", set.warnings()))
        .contains("text.jpg' cannot be read as a picture: its content is not JPEG, PNG")
        .contains("empty.png'", "cut.png'")
        .contains("cmyk.jpg' cannot be read as a picture: it is a JPEG in CMYK")
        .contains("bomb.png'", "60,000 x 60,000 pixels, more than 100 megapixels")
        .contains("c' holds no readable pictures");
  }

  @Test
  void foldersWithoutTwoClassesAreRefused() throws IOException {
    refused("has no class: it needs at least two subfolders");
    paint("loose.png", 9, 9, 0x112233);
    refused("has no class");
    paint("a/1.png", 9, 9, 0x112233);
    refused("only the class 'a'");
    Files.createDirectory(folder.resolve("b"));
    Files.writeString(folder.resolve("b/1.png"), "broken");
    refused("1 files could not be read", "1.png");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFolder.read(folder.resolve("nowhere"), 8, 1))
        .withMessageContaining("nowhere' is not a folder");
  }

  @Test
  void singlePictureThatIsNoneIsNamed() throws IOException {
    Files.writeString(folder.resolve("x.png"), "broken");
    for (String name : new String[] {"x.png", "missing.png"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ImageFolder.read(folder.resolve(name), 8, 8, 1))
          .withMessageContaining(name + "' cannot be read as a picture");
    }
  }

  private void refused(String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageFolder.read(folder, 8, 1))
        .withMessageContainingAll(words);
  }

  private void paint(String name, int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, rgb);
    }
    write(image, name);
  }

  private void write(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    assertThat(ImageIO.write(image, ending, file.toFile())).isTrue();
  }

  /** A JPEG of four channels, as printers' programs write them for CMYK. */
  private void writeFourBands(String name) throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(folder.resolve(name).toFile())) {
      writer.setOutput(out);
      BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_4BYTE_ABGR);
      writer.write(new IIOImage(image.getRaster(), null, null));
    } finally {
      writer.dispose();
    }
  }

  /** A PNG that claims this size and has a few bytes. */
  private static byte[] pngHeader(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(0x89504E470D0A1A0AL);
    ByteArrayOutputStream chunk = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(chunk);
    header.write("IHDR".getBytes(StandardCharsets.US_ASCII));
    header.writeInt(width);
    header.writeInt(height);
    header.write(new byte[] {8, 2, 0, 0, 0});
    CRC32 sum = new CRC32();
    sum.update(chunk.toByteArray());
    out.writeInt(13);
    out.write(chunk.toByteArray());
    out.writeInt((int) sum.getValue());
    return bytes.toByteArray();
  }
}
