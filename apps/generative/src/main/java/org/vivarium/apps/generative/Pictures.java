package org.vivarium.apps.generative;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.vivarium.data.Images;
import org.vivarium.report.Picture;

/** Pictures of images and of what networks give, and how large they are shown. */
public final class Pictures {
  private static final int SIDE = 800; // pixels that a sheet is enlarged to at most

  private Pictures() {}

  /** An image of a set. */
  public static Picture of(Images images, int i) {
    return new Picture(images.height(), images.width(), images.channels(), images.pixels()[i]);
  }

  /**
   * What a network gave, cut into pictures.
   *
   * @param values {@code [n, height, width, channels]}, row by row; what is not in 0..1 is cut off
   */
  public static List<Picture> of(float[] values, int height, int width, int channels) {
    int size = height * width * channels;
    List<Picture> pictures = new ArrayList<>();
    for (int from = 0; from < values.length; from += size) {
      byte[] bytes = new byte[size];
      for (int p = 0; p < size; p++) {
        bytes[p] = (byte) Math.round(255 * Math.max(0, Math.min(1, values[from + p])));
      }
      pictures.add(new Picture(height, width, channels, bytes));
    }
    return pictures;
  }

  /** The same with every byte changed. */
  public static Picture map(Picture picture, IntUnaryOperator change) {
    byte[] pixels = new byte[picture.pixels().length];
    for (int p = 0; p < pixels.length; p++) {
      pixels[p] = (byte) change.applyAsInt(picture.pixels()[p] & 0xff);
    }
    return new Picture(picture.height(), picture.width(), picture.channels(), pixels);
  }

  /** By a whole factor; a sheet that is larger stays as it is. */
  public static Picture enlarged(Picture sheet) {
    return Math.max(sheet.height(), sheet.width()) < SIDE ? sheet.fit(SIDE) : sheet;
  }
}
