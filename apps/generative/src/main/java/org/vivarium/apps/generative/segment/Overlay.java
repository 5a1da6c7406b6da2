package org.vivarium.apps.generative.segment;

import org.vivarium.report.Picture;

/** Pictures of masks, and of masks upon images. */
final class Overlay {
  private static final int[][] COLOURS = {
    {230, 75, 60}, {60, 130, 230}, {70, 175, 90}, {235, 170, 40}, {150, 90, 200}, {40, 180, 190}
  };
  private static final int[] MISSED = {235, 170, 40};
  private static final int[] INVENTED = {60, 130, 230};

  private Overlay() {}

  /** A mask in grey levels, the first class black and the last one white. */
  static Picture mask(int[] mask, int height, int width, int classes) {
    byte[] pixels = new byte[mask.length];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (255 * mask[i] / Math.max(1, classes - 1));
    }
    return new Picture(height, width, 1, pixels);
  }

  /** The image in three channels. */
  static Picture plain(byte[] image, int channels, int height, int width) {
    return painted(image, channels, height, width, i -> null);
  }

  /** The image, with every class but {@code bare} in a colour of its own. */
  static Picture classes(byte[] image, int channels, int[] mask, int height, int width, int bare) {
    return painted(
        image, channels, height, width, i -> mask[i] == bare ? null : COLOURS[mask[i] % 6]);
  }

  /** The image, with what was called so and is not in blue, and what is and was not in orange. */
  static Picture mistakes(
      byte[] image, int channels, int[] truth, int[] said, int height, int width, int bare) {
    return painted(
        image,
        channels,
        height,
        width,
        i -> truth[i] == said[i] ? null : truth[i] == bare ? INVENTED : MISSED);
  }

  /** A colour for a pixel, or null to leave it as it is. */
  private interface Paint {
    int[] of(int pixel);
  }

  private static Picture painted(byte[] image, int channels, int height, int width, Paint paint) {
    byte[] rgb = new byte[3 * height * width];
    for (int i = 0; i < height * width; i++) {
      int[] colour = paint.of(i);
      for (int c = 0; c < 3; c++) {
        int plain = image[i * channels + (channels == 1 ? 0 : c)] & 0xff;
        rgb[3 * i + c] = (byte) (colour == null ? plain : (plain + colour[c]) / 2);
      }
    }
    return new Picture(height, width, 3, rgb);
  }
}
