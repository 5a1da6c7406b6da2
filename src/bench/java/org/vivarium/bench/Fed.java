package org.vivarium.bench;

import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;

/**
 * What a network is fed. Every framework is fed the same numbers: byte i of a batch is the highest
 * of the four bytes of {@code i * 2654435761}.
 */
sealed interface Fed {
  /** Of the input. */
  String NAME = "x";

  int KNUTH = (int) 2654435761L; // 2^32 over the golden ratio

  /** In words. */
  String text();

  /** Declares it in a program, where the batch is open. */
  Value input(Program program);

  /** A batch for the input; who asks closes it. */
  Tensor batch(int examples);

  /** Images, fed as bytes and read as numbers from 0 to 1. */
  record Images(int height, int width, int channels) implements Fed {
    @Override
    public String text() {
      return "images %dx%dx%d as bytes".formatted(height, width, channels);
    }

    @Override
    public Value input(Program program) {
      return program.pixels(NAME, -1, height, width, channels);
    }

    @Override
    public Tensor batch(int examples) {
      Shape shape = Shape.of(examples, height, width, channels);
      return TUint8.tensorOf(shape, DataBuffers.of(pixels(examples)));
    }

    /** How many numbers an image has. */
    int size() {
      return height * width * channels;
    }

    /** {@code [batch, height, width, channels]} */
    byte[] pixels(int examples) {
      return bytes(examples * size());
    }

    /** The batch in PyTorch's order, {@code [batch, channels, height, width]}. */
    byte[] pixelsChannelFirst(int examples) {
      byte[] from = pixels(examples);
      byte[] to = new byte[from.length];
      int area = height * width;
      for (int i = 0; i < from.length; i++) {
        int image = i / size();
        int pixel = i / channels % area;
        int channel = i % channels;
        to[(image * channels + channel) * area + pixel] = from[i];
      }
      return to;
    }
  }

  /** Series, {@code [batch, time, features]}, of floats from -0.5 to 0.5. */
  record Series(int time, int features) implements Fed {
    @Override
    public String text() {
      return "series of %d steps of %d floats".formatted(time, features);
    }

    @Override
    public Value input(Program program) {
      return program.floats(NAME, -1, time, features);
    }

    @Override
    public Tensor batch(int examples) {
      byte[] bytes = bytes(examples * time * features);
      float[] floats = new float[bytes.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = Byte.toUnsignedInt(bytes[i]) / 255f - .5f;
      }
      return TFloat32.tensorOf(Shape.of(examples, time, features), DataBuffers.of(floats));
    }
  }

  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) ((i * KNUTH) >>> 24);
    }
    return bytes;
  }
}
