package org.vivarium.apps.generative;

import java.util.Arrays;
import java.util.List;
import org.vivarium.report.Picture;

/** Pictures of one size in rows, read as a page is. */
public record Grid(List<Picture> pictures, int across) {
  private static final int GAP = 2;
  private static final byte BACKGROUND = (byte) 0x80; // tells apart what is black at its edges

  public Grid {
    pictures = List.copyOf(pictures);
    if (pictures.isEmpty() || across < 1) {
      throw new IllegalArgumentException(
          "%d pictures make no grid, %d across".formatted(pictures.size(), across));
    }
  }

  /** As nearly a square as it goes. */
  public static Grid square(List<Picture> pictures) {
    return new Grid(pictures, (int) Math.ceil(Math.sqrt(pictures.size())));
  }

  /** All of them on one, with a line between. */
  public Picture picture() {
    Picture first = pictures.get(0);
    int channels = first.channels();
    int down = (pictures.size() + across - 1) / across;
    int width = across * (first.width() + GAP) + GAP;
    int height = down * (first.height() + GAP) + GAP;
    byte[] sheet = new byte[height * width * channels];
    Arrays.fill(sheet, BACKGROUND);
    for (int i = 0; i < pictures.size(); i++) {
      int top = GAP + i / across * (first.height() + GAP);
      int left = GAP + i % across * (first.width() + GAP);
      int row = first.width() * channels;
      for (int y = 0; y < first.height(); y++) {
        int to = ((top + y) * width + left) * channels;
        System.arraycopy(pictures.get(i).pixels(), y * row, sheet, to, row);
      }
    }
    return new Picture(height, width, channels, sheet);
  }
}
