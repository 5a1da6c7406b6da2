package org.vivarium.data;

/**
 * An image and what each of its pixels is.
 *
 * @param name of the file, without its ending
 * @param pixels row-major {@code [height, width, channels]}, 0..255
 * @param mask {@code [height, width]}, a class for each pixel
 */
@SuppressWarnings("ArrayRecordComponent") // large: compared and copied by nobody
public record MaskedImage(
    String name, int height, int width, int channels, byte[] pixels, int[] mask) {
  public MaskedImage {
    if (pixels.length != height * width * channels || mask.length != height * width) {
      throw new IllegalArgumentException(
          "'%s' has %d bytes and a mask of %d pixels, which is no image of %dx%dx%d"
              .formatted(name, pixels.length, mask.length, height, width, channels));
    }
  }
}
