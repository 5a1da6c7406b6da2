package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/** Images with masks: how they are read, dealt out and cut. */
class MasksTest {
  @TempDir Path folder;

  @Test
  void pairsOfOneNameAreReadWhateverTheirSize() throws IOException {
    for (int i = 0; i < 5; i++) {
      paint("image/" + i + ".png", 20 + i, 30);
      paint("label/" + i + ".png", 20 + i, 30);
    }
    MaskedSet set = MaskFolder.read(folder, 1);
    assertThat(set.train().size() + set.validation().size()).isEqualTo(4);
    assertThat(set.test()).hasSize(1);
    assertThat(set.classes()).containsExactly("level 0", "level 255");
    MaskedImage first = set.train().get(0);
    assertThat(first.channels()).isEqualTo(1);
    assertThat(first.height()).isEqualTo(30);
    for (int p = 0; p < first.mask().length; p++) {
      assertThat(first.mask()[p]).isEqualTo((first.pixels()[p] & 0xff) / 255);
    }
    assertThat(set.contentHash()).isEqualTo(MaskFolder.read(folder, 1).contentHash());
  }

  @Test
  void whatHasNoPartnerIsNamed() throws IOException {
    paint("image/a.png", 8, 8);
    paint("image/b.png", 8, 8);
    paint("label/b.png", 8, 8);
    paint("label/c.png", 8, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaskFolder.read(folder, 1))
        .withMessageContaining("without a mask: [a]")
        .withMessageContaining("without an image: [c]");
  }

  @Test
  void pairsMustBeOfOneSize() throws IOException {
    paint("image/a.png", 8, 8);
    paint("label/a.png", 9, 8);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaskFolder.read(folder, 1))
        .withMessageContaining("8x8 pixels and its mask 9x8");
  }

  @Test
  void aFolderWithoutMasksIsToldHowTheyLie() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MaskFolder.read(folder, 1))
        .withMessageContaining("images lie in 'image', their masks in 'label'");
  }

  @Test
  void masksAreCutWithTheirImages() {
    int side = 12;
    byte[] pixels = new byte[side * side];
    int[] mask = new int[side * side];
    for (int p = 0; p < mask.length; p++) {
      pixels[p] = (byte) p;
      mask[p] = p & 0xff;
    }
    List<MaskedImage> images = List.of(new MaskedImage("a", side, side, 1, pixels, mask));
    CropBatches batches = new CropBatches(images, 16, 6, true, 4, 3); // larger than the image
    assertThat(batches.rows()).isEqualTo(6);
    assertThat(batches.count()).isEqualTo(2);
    try (Batches.Pass pass = batches.epoch(1);
        Batch batch = pass.next()) {
      TUint8 image = (TUint8) batch.tensors().get("image");
      TInt32 truth = (TInt32) batch.tensors().get("mask");
      assertThat(image.shape().asArray()).containsExactly(4, 16, 16, 1);
      for (int i = 0; i < 4; i++) {
        for (int y = 0; y < 16; y++) {
          for (int x = 0; x < 16; x++) {
            assertThat(image.getByte(i, y, x, 0) & 0xff).isEqualTo(truth.getInt(i, y, x));
          }
        }
      }
    }
  }

  @Test
  void drawnSheetsAreAFunctionOfTheSeed() {
    MaskedSet set = MaskedSet.digits(10, 1);
    assertThat(set.contentHash()).isEqualTo(MaskedSet.digits(10, 1).contentHash());
    assertThat(set.contentHash()).isNotEqualTo(MaskedSet.digits(10, 2).contentHash());
    assertThat(set.test()).hasSize(2);
    assertThat(set.validation()).hasSize(2);
    assertThat(set.first(3).train()).hasSize(3);
  }

  /** Black, with a white square in the middle. */
  private void paint(String name, int width, int height) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int y = 2; y < height - 2; y++) {
      for (int x = 2; x < width - 2; x++) {
        image.setRGB(x, y, 0xffffff);
      }
    }
    Files.createDirectories(folder.resolve(name).getParent());
    ImageIO.write(image, "png", folder.resolve(name).toFile());
  }
}
