package org.vivarium.data;

/** Writes changed copies of images of one shape; each thread has its own. */
final class Augmenter {
  private final Augmentation augmentation;
  private final int height;
  private final int width;
  private final int channels;
  private final byte[] turned;
  private final int[] columns; // where each byte of a row comes from

  Augmenter(Augmentation augmentation, int height, int width, int channels) {
    this.augmentation = augmentation;
    this.height = height;
    this.width = width;
    this.channels = channels;
    turned = new byte[height * width * channels];
    columns = new int[width * channels];
  }

  /** Writes a changed copy of the image into the target from this offset on. */
  void apply(byte[] image, Draws draws, byte[] target, int offset) {
    int crop = augmentation.crop();
    int down = crop == 0 ? 0 : draws.below(2 * crop + 1) - crop;
    int right = crop == 0 ? 0 : draws.below(2 * crop + 1) - crop;
    boolean mirror = augmentation.flip() && draws.below(2) == 1;
    byte[] source = image;
    if (augmentation.rotate() > 0) {
      turn(image, draws.uniform(-augmentation.rotate(), augmentation.rotate()));
      source = turned;
    }
    shift(source, down, right, mirror, target, offset);
    if (augmentation.erase() > 0) {
      erase(draws.below(height), draws.below(width), target, offset);
    }
  }

  /**
   * Mixes two changed images of a batch with each other: each keeps its share of itself.
   *
   * @param a offset of the one, b of the other; they may be the same
   */
  void mix(byte[] batch, int a, double shareOfA, int b, double shareOfB) {
    int keepA = (int) Math.round(shareOfA * 256);
    int keepB = (int) Math.round(shareOfB * 256);
    for (int i = 0; i < turned.length; i++) {
      int x = batch[a + i] & 0xFF;
      int y = batch[b + i] & 0xFF;
      batch[a + i] = (byte) ((keepA * x + (256 - keepA) * y + 128) >> 8);
      batch[b + i] = (byte) ((keepB * y + (256 - keepB) * x + 128) >> 8);
    }
  }

  private void shift(
      byte[] source, int down, int right, boolean mirror, byte[] target, int offset) {
    if (down == 0 && right == 0 && !mirror) {
      System.arraycopy(source, 0, target, offset, source.length);
      return;
    }
    for (int x = 0; x < width; x++) {
      int from = reflect((mirror ? width - 1 - x : x) + right, width);
      for (int c = 0; c < channels; c++) {
        columns[x * channels + c] = from * channels + c;
      }
    }
    int to = offset;
    for (int y = 0; y < height; y++) {
      int row = reflect(y + down, height) * columns.length;
      for (int column : columns) {
        target[to++] = source[row + column];
      }
    }
  }

  /** Turns the image by this many degrees, bilinear; places are in 65536ths of a pixel. */
  private void turn(byte[] image, double degrees) {
    double angle = StrictMath.toRadians(degrees);
    double cos = StrictMath.cos(angle);
    double sin = StrictMath.sin(angle);
    double cy = (height - 1) / 2.0;
    double cx = (width - 1) / 2.0;
    int stepX = (int) Math.round(65536 * cos);
    int stepY = (int) Math.round(65536 * sin);
    int to = 0;
    for (int y = 0; y < height; y++) {
      int fromX = (int) Math.round(65536 * (cx - cos * cx - sin * (y - cy)));
      int fromY = (int) Math.round(65536 * (cy - sin * cx + cos * (y - cy)));
      for (int x = 0; x < width; x++, fromX += stepX, fromY += stepY) {
        int fx = fromX >> 8 & 0xFF;
        int fy = fromY >> 8 & 0xFF;
        int top = reflect(fromY >> 16, height) * width;
        int bottom = reflect((fromY >> 16) + 1, height) * width;
        int l = reflect(fromX >> 16, width);
        int r = reflect((fromX >> 16) + 1, width);
        for (int c = 0; c < channels; c++) {
          int a = image[(top + l) * channels + c] & 0xFF;
          int b = image[(top + r) * channels + c] & 0xFF;
          int d = image[(bottom + l) * channels + c] & 0xFF;
          int e = image[(bottom + r) * channels + c] & 0xFF;
          int upper = a * (256 - fx) + b * fx;
          int lower = d * (256 - fx) + e * fx;
          turned[to++] = (byte) ((upper * (256 - fy) + lower * fy + (1 << 15)) >> 16);
        }
      }
    }
  }

  private void erase(int centreY, int centreX, byte[] target, int offset) {
    int side = augmentation.erase();
    int top = Math.max(0, centreY - side / 2);
    int left = Math.max(0, centreX - side / 2);
    int bottom = Math.min(height, centreY - side / 2 + side);
    int right = Math.min(width, centreX - side / 2 + side);
    for (int c = 0; c < channels; c++) {
      int sum = 0;
      for (int i = c; i < turned.length; i += channels) {
        sum += target[offset + i] & 0xFF;
      }
      byte mean = (byte) (sum / (height * width));
      for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
          target[offset + (y * width + x) * channels + c] = mean;
        }
      }
    }
  }

  /** -1 becomes 1, n becomes n - 2, and so on for as long as it takes: the edge is not doubled. */
  static int reflect(int i, int n) {
    if (i >= 0 && i < n) {
      return i;
    }
    int period = Math.max(1, 2 * (n - 1));
    int m = Math.floorMod(i, period);
    return m < n ? m : period - m;
  }
}
