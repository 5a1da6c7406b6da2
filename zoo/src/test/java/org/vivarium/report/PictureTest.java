package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PictureTest {

  @Test
  void smallPicturesGrowPixelByPixel() {
    Picture picture = new Picture(1, 2, 1, new byte[] {10, (byte) 200});
    Picture large = picture.fit(5);
    assertThat(large.width()).isEqualTo(4);
    assertThat(large.height()).isEqualTo(2);
    byte bright = (byte) 200;
    assertThat(large.pixels()).containsExactly(10, 10, bright, bright, 10, 10, bright, bright);
  }

  @Test
  void largePicturesShrinkByAveraging() {
    Picture picture = new Picture(2, 4, 1, new byte[] {0, 10, 20, 30, 40, 50, 60, 70});
    Picture small = picture.fit(2);
    assertThat(small.height()).isEqualTo(1);
    assertThat(small.pixels()).containsExactly(25, 45);
  }

  @Test
  void pngKeepsEveryPixel() throws IOException {
    byte[] pixels = {1, 2, 3, (byte) 250, (byte) 128, 0};
    BufferedImage image = read(new Picture(1, 2, 3, pixels).png());
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff010203);
    assertThat(image.getRGB(1, 0)).isEqualTo(0xfffa8000);
    BufferedImage grey = read(new Picture(1, 1, 1, new byte[] {(byte) 200}).png());
    assertThat(grey.getRaster().getSample(0, 0, 0)).isEqualTo(200);
    assertThat(new Picture(1, 1, 1, new byte[1]).dataUri()).startsWith("data:image/png;base64,");
  }

  @Test
  void refusesWhatIsNoPicture() {
    assertThatThrownBy(() -> new Picture(2, 2, 2, new byte[8]))
        .hasMessage("a picture has 1 channel (grey) or 3 (RGB), not 2");
    assertThatThrownBy(() -> new Picture(2, 2, 3, new byte[4]))
        .hasMessage("4 bytes are no picture of 2x2x3");
  }

  @Test
  void contactSheetBreaksItsColumnsIntoBands() throws IOException {
    Picture picture = new Picture(28, 28, 1, new byte[784]);
    List<Picture> three = Collections.nCopies(3, picture);
    BufferedImage ten = read(new ContactSheet(columns(10, three)).png());
    BufferedImage twenty = read(new ContactSheet(columns(20, three)).png());
    assertThat(twenty.getWidth()).isEqualTo(ten.getWidth());
    assertThat(twenty.getHeight()).isGreaterThan(2 * ten.getHeight() - 60);
  }

  private static List<ContactSheet.Column> columns(int count, List<Picture> pictures) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ContactSheet.Column("a very long class name, number " + i, pictures))
        .toList();
  }

  private static BufferedImage read(byte[] png) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(png));
  }
}
