package org.vivarium.data;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * One picture file brought to a size: the largest centred part with the target's proportions,
 * shrunk or enlarged with {@link Resize}. Transparent pixels are laid on white.
 */
final class Picture {
  private static final long MOST_PIXELS = 100_000_000;

  static {
    if (System.getProperty("java.awt.headless") == null) {
      System.setProperty("java.awt.headless", "true"); // or macOS shows a window's icon
    }
  }

  private Picture() {}

  /**
   * Red, green and blue, {@code [height, width, 3]}.
   *
   * @throws IOException with a reason that does not name the file, when it is no readable picture
   */
  static byte[] rgb(Path path, int height, int width) throws IOException {
    BufferedImage image = decode(path.toFile());
    int partWidth = image.getWidth();
    int partHeight = image.getHeight();
    if ((long) partWidth * height > (long) partHeight * width) {
      partWidth = Math.max(1, (int) Math.round((double) partHeight * width / height));
    } else {
      partHeight = Math.max(1, (int) Math.round((double) partWidth * height / width));
    }
    int left = (image.getWidth() - partWidth) / 2;
    int top = (image.getHeight() - partHeight) / 2;
    Row row = row(image, left, partWidth);
    return Resize.apply(y -> row.read(top + y), partHeight, partWidth, height, width);
  }

  /** A picture as large as it is. */
  static Whole whole(Path path) throws IOException {
    BufferedImage image = decode(path.toFile());
    int width = image.getWidth();
    Row row = row(image, 0, width);
    byte[] rgb = new byte[image.getHeight() * width * 3];
    for (int y = 0, at = 0; y < image.getHeight(); y++) {
      for (int value : row.read(y)) {
        rgb[at++] = (byte) value;
      }
    }
    return new Whole(image.getHeight(), width, rgb);
  }

  /** Red, green and blue of a picture, {@code [height, width, 3]}. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Whole(int height, int width, byte[] rgb) {}

  /** Luminance {@code [height, width, 1]} of such pixels, as ITU-R 601 weighs the colours. */
  static byte[] grey(byte[] rgb) {
    byte[] grey = new byte[rgb.length / 3];
    for (int i = 0; i < grey.length; i++) {
      int r = rgb[3 * i] & 0xFF;
      int g = rgb[3 * i + 1] & 0xFF;
      int b = rgb[3 * i + 2] & 0xFF;
      grey[i] = (byte) ((299 * r + 587 * g + 114 * b + 500) / 1000);
    }
    return grey;
  }

  static boolean isGrey(byte[] rgb) {
    for (int i = 0; i < rgb.length; i += 3) {
      if (rgb[i] != rgb[i + 1] || rgb[i] != rgb[i + 2]) {
        return false;
      }
    }
    return true;
  }

  private static BufferedImage decode(File file) throws IOException {
    if (!file.isFile() || !file.canRead()) {
      throw new IOException("it is not a file that can be read");
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new IOException("its content is not JPEG, PNG, GIF, BMP or TIFF");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long width = reader.getWidth(0);
        long height = reader.getHeight(0);
        if (width * height > MOST_PIXELS) { // before a few bytes claim gigabytes
          throw new IOException(
              "it is %,d x %,d pixels, more than 100 megapixels".formatted(width, height));
        }
        BufferedImage image = reader.read(0);
        if (image.getRaster().getNumBands() == 4 && reader.getFormatName().equals("JPEG")) {
          throw new IOException(
              "it is a JPEG in CMYK: convert it to RGB"); // its colours come wrong
        }
        return image;
      } catch (RuntimeException e) { // the readers' answer to some damaged files
        throw new IOException("it is damaged: " + e, e);
      } finally {
        reader.dispose();
      }
    }
  }

  /** Reads a row of pixels as r, g, b, r, g, b … */
  private interface Row {
    int[] read(int y);
  }

  private static Row row(BufferedImage image, int left, int width) {
    int[] rgb = new int[3 * width];
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int type = raster.getDataBuffer().getDataType();
    if (bands <= 2
        && !(image.getColorModel() instanceof IndexColorModel)
        && (type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT)) {
      // getRGB takes a grey picture for linear light and would brighten it
      int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
      int[] grey = new int[width];
      int[] alpha = new int[width];
      Arrays.fill(alpha, most);
      return y -> {
        raster.getSamples(left, y, width, 1, 0, grey);
        if (bands == 2) {
          raster.getSamples(left, y, width, 1, 1, alpha);
        }
        for (int x = 0; x < width; x++) {
          int v = onWhite(grey[x] * 255 / most, alpha[x] * 255 / most);
          rgb[3 * x] = v;
          rgb[3 * x + 1] = v;
          rgb[3 * x + 2] = v;
        }
        return rgb;
      };
    }
    int[] argb = new int[width];
    return y -> {
      image.getRGB(left, y, width, 1, argb, 0, width);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          rgb[3 * x + c] = onWhite(argb[x] >> (16 - 8 * c) & 0xFF, argb[x] >>> 24);
        }
      }
      return rgb;
    };
  }

  private static int onWhite(int value, int alpha) {
    return (value * alpha + 255 * (255 - alpha) + 127) / 255;
  }
}
