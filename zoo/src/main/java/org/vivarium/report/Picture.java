package org.vivarium.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/**
 * A small image as data sets hold it.
 *
 * @param channels 1 (grey) or 3 (RGB)
 * @param pixels row-major {@code [height, width, channels]}, 0..255; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Picture(int height, int width, int channels, byte[] pixels) {

  public Picture {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          "a picture has 1 channel (grey) or 3 (RGB), not " + channels);
    }
    if (height < 1 || width < 1 || pixels.length != height * width * channels) {
      throw new IllegalArgumentException(
          "%d bytes are no picture of %dx%dx%d".formatted(pixels.length, height, width, channels));
    }
  }

  /**
   * The picture with its longer side at most {@code side}: a smaller one is enlarged by a whole
   * factor, pixel by pixel, a larger one shrunk by averaging.
   */
  public Picture fit(int side) {
    int longer = Math.max(height, width);
    if (longer <= side) {
      return scaled(height * (side / longer), width * (side / longer));
    }
    return scaled(
        Math.max(1, Math.round((float) height * side / longer)),
        Math.max(1, Math.round((float) width * side / longer)));
  }

  private Picture scaled(int tall, int wide) {
    byte[] out = new byte[tall * wide * channels];
    for (int y = 0, at = 0; y < tall; y++) {
      int top = (int) ((long) y * height / tall);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * height / tall));
      for (int x = 0; x < wide; x++) {
        int left = (int) ((long) x * width / wide);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * width / wide));
        for (int c = 0; c < channels; c++) {
          out[at++] = mean(top, bottom, left, right, c);
        }
      }
    }
    return new Picture(tall, wide, channels, out);
  }

  private byte mean(int top, int bottom, int left, int right, int c) {
    int sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += pixels[(y * width + x) * channels + c] & 0xff;
      }
    }
    int count = (bottom - top) * (right - left);
    return (byte) ((sum + count / 2) / count);
  }

  /** The picture as a PNG file. */
  public byte[] png() {
    return png(image());
  }

  /** The picture as a PNG inside the page: for the {@code src} of an image. */
  public String dataUri() {
    return dataUri(png());
  }

  static String dataUri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  BufferedImage image() {
    boolean grey = channels == 1;
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage image = new BufferedImage(width, height, type);
    int[] samples = new int[pixels.length];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = pixels[i] & 0xff;
    }
    image.getRaster().setPixels(0, 0, width, height, samples);
    return image;
  }

  static byte[] png(BufferedImage image) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(image, "png", stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
