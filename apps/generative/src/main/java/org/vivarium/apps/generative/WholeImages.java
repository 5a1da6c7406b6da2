package org.vivarium.apps.generative;

import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TUint8;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;

/**
 * Runs a network on images as large as they are: mirrored beyond their right and lower edges up to
 * what the network takes, and the result cut back.
 *
 * @param input bytes {@code [1, height, width, channels]}, of open height and width
 * @param multiple that both sides must be of
 * @param factor how many times larger the result is
 */
public record WholeImages(Program program, String input, int multiple, int factor) {

  /**
   * A value of an image, {@code [factor * height, factor * width, n]} row by row.
   *
   * @param value {@code [1, factor * height, factor * width, n]} for the input
   */
  public float[] compute(Value value, byte[] pixels, int height, int width, int channels) {
    int tall = up(height);
    int wide = up(width);
    byte[] padded = new byte[tall * wide * channels];
    for (int y = 0; y < tall; y++) {
      for (int x = 0; x < wide; x++) {
        int from = (mirrored(y, height) * width + mirrored(x, width)) * channels;
        System.arraycopy(pixels, from, padded, (y * wide + x) * channels, channels);
      }
    }
    Shape shape = Shape.of(1, tall, wide, channels);
    try (Batch batch = new Batch(Map.of(input, TUint8.tensorOf(shape, DataBuffers.of(padded))))) {
      float[] all = program.compute(value, batch).data();
      int row = all.length / (factor * tall);
      int kept = row / wide * width;
      float[] cut = new float[factor * height * kept];
      for (int y = 0; y < factor * height; y++) {
        System.arraycopy(all, y * row, cut, y * kept, kept);
      }
      return cut;
    }
  }

  private int up(int side) {
    return (side + multiple - 1) / multiple * multiple;
  }

  /** At the edge and back, the edge itself not twice, as often as it takes. */
  private static int mirrored(int i, int side) {
    int period = Math.max(1, 2 * (side - 1));
    int at = i % period;
    return at < side ? at : period - at;
  }
}
