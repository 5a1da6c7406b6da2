package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.Test;

class AnimatedGifTest {
  @Test
  void theFramesAreThePictures() throws IOException {
    Picture first = new Picture(1, 3, 1, new byte[] {0, 100, (byte) 255});
    Picture second = new Picture(1, 3, 1, new byte[] {7, 8, 9});
    byte[] gif = new AnimatedGif(List.of(first, second), 40, 250).bytes();
    assertThat(new String(gif, StandardCharsets.ISO_8859_1))
        .startsWith("GIF89a")
        .contains("NETSCAPE2.0");
    ImageReader reader = ImageIO.getImageReadersBySuffix("gif").next();
    try (ImageInputStream in = ImageIO.createImageInputStream(new ByteArrayInputStream(gif))) {
      reader.setInput(in);
      assertThat(reader.getNumImages(true)).isEqualTo(2);
      BufferedImage image = reader.read(0);
      assertThat(image.getRGB(1, 0) & 0xff).isEqualTo(100);
      assertThat(reader.read(1).getRGB(2, 0) & 0xff).isEqualTo(9);
    } finally {
      reader.dispose();
    }
    assertThat(new HtmlReport("page").animation(gif, "two", "").html())
        .contains("data:image/gif;base64,");
  }

  @Test
  void coloursComeNear() throws IOException {
    Picture red = new Picture(1, 1, 3, new byte[] {(byte) 255, 0, 0});
    byte[] gif = new AnimatedGif(List.of(red), 1, 1).bytes();
    assertThat(ImageIO.read(new ByteArrayInputStream(gif)).getRGB(0, 0)).isEqualTo(0xffff0000);
    assertThatThrownBy(() -> new AnimatedGif(List.of(), 1, 1)).hasMessageContaining("0 pictures");
  }
}
