package org.vivarium.apps.generative.restore;

import java.awt.Color;
import org.vivarium.data.ImageSet;
import org.vivarium.data.Images;

/** Grey images in colour: each class has a hue of its own, so that the shape tells the colour. */
final class Tints {
  private static final float SATURATION = .75f;

  private Tints() {}

  static ImageSet of(ImageSet grey) {
    return new ImageSet(
        of(grey.train()), of(grey.test()), grey.source() + ", each class in a colour of its own");
  }

  private static Images of(Images grey) {
    byte[][] coloured = new byte[grey.size()][];
    for (int i = 0; i < coloured.length; i++) {
      float hue = (float) grey.labels()[i] / grey.classes().size();
      int rgb = Color.HSBtoRGB(hue, SATURATION, 1);
      byte[] pixels = grey.pixels()[i];
      coloured[i] = new byte[3 * pixels.length];
      for (int p = 0; p < pixels.length; p++) {
        for (int c = 0; c < 3; c++) {
          int full = rgb >> (16 - 8 * c) & 0xff;
          coloured[i][3 * p + c] = (byte) ((pixels[p] & 0xff) * full / 255);
        }
      }
    }
    return new Images(
        "coloured-" + grey.name(),
        grey.height(),
        grey.width(),
        3,
        coloured,
        grey.labels(),
        grey.classes());
  }
}
