package org.vivarium.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A row of numbers in a file that PyTorch's tensors look into, by an offset and strides. */
record Storage(Region bytes, Dtype dtype, long elements) {
  private static final long SMALL = 1 << 16;

  /** The tensor that looks at this storage so. */
  Stored tensor(long offset, long[] shape, long[] strides, ByteOrder order) {
    if (shape.length != strides.length) {
      throw bad(offset, shape, strides);
    }
    long size = Stored.elements(shape);
    long span = size == 0 ? 0 : 1; // elements from the first to the last that is looked at
    try {
      for (int i = 0; i < shape.length && size > 0; i++) {
        if (strides[i] < 0) {
          throw bad(offset, shape, strides);
        }
        span = Math.addExact(span, Math.multiplyExact(shape[i] - 1, strides[i]));
      }
    } catch (ArithmeticException e) {
      throw bad(offset, shape, strides);
    }
    // an expanded tensor repeats its numbers; one that does it without end is a bomb
    boolean giant = size > Math.max(elements, SMALL);
    if (offset < 0 || span > elements || offset > elements - span || giant) {
      throw bad(offset, shape, strides);
    }
    Region looked = bytes.part("a tensor", offset * dtype.size, span * dtype.size);
    return new Stored(
        dtype,
        shape,
        isPlain(shape, strides)
            ? () -> looked.floats(dtype, order)
            : () -> gathered(looked, shape, strides, order));
  }

  private static boolean isPlain(long[] shape, long[] strides) {
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      if (shape[i] != 1 && strides[i] != stride) {
        return Stored.elements(shape) == 0;
      }
      stride *= shape[i];
    }
    return true;
  }

  private float[] gathered(Region looked, long[] shape, long[] strides, ByteOrder order)
      throws IOException {
    if (looked.length() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "is scattered over %d bytes: save it with .contiguous()".formatted(looked.length()));
    }
    ByteBuffer in = looked.mapped().order(order);
    float[] data = new float[(int) Stored.elements(shape)];
    long[] at = new long[shape.length];
    long from = 0;
    for (int k = 0; k < data.length; k++) {
      data[k] = dtype.next(in.position((int) from * dtype.size));
      for (int i = shape.length - 1; i >= 0; i--) {
        from += strides[i];
        if (++at[i] < shape[i]) {
          break;
        }
        from -= shape[i] * strides[i];
        at[i] = 0;
      }
    }
    return data;
  }

  private IllegalArgumentException bad(long offset, long[] shape, long[] strides) {
    return new IllegalArgumentException(
        "holds a tensor %s with the strides %s at %d of a storage of %d numbers, which it cannot be"
            .formatted(Stored.text(shape), Stored.text(strides), offset, elements));
  }
}
