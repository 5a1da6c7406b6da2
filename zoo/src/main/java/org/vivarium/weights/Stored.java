package org.vivarium.weights;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.vivarium.kernel.Weights;

/**
 * A tensor that lies in a file and is read when it is asked for.
 *
 * @param dtype of its numbers in the file
 * @param shape in PyTorch's axis order
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Stored(Dtype dtype, long[] shape, Source source) {
  /** What the JVM's largest array holds. */
  static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  /** More axes than any library writes. */
  static final int MAX_RANK = 64;

  /** Where the numbers come from. */
  @FunctionalInterface
  public interface Source {
    /** Row-major floats, as many as the shape says. */
    float[] read() throws IOException;
  }

  public Stored {
    elements(shape);
  }

  /** Reads the tensor. */
  public Weights.Array read() throws IOException {
    return new Weights.Array(shape, source.read());
  }

  /** Bytes in the file, were it written there plainly. */
  long bytes() {
    return elements(shape) * dtype.size;
  }

  /** How many numbers a shape has, which must fit one array. */
  static long elements(long... shape) {
    long elements = 1;
    try {
      for (long n : shape) {
        if (n < 0) {
          throw new ArithmeticException();
        }
        elements = Math.multiplyExact(elements, n);
      }
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("no tensor has the shape " + text(shape), e);
    }
    if (shape.length > MAX_RANK || elements > MAX_ELEMENTS) {
      throw new IllegalArgumentException(
          "the shape %s is too large: one array holds %d numbers"
              .formatted(text(shape), MAX_ELEMENTS));
    }
    return elements;
  }

  /** The same numbers under another shape. */
  Stored reshaped(long... to) {
    return new Stored(dtype, to, source);
  }

  /** What a change makes of this tensor when it is read; it keeps the number of elements. */
  Stored changed(UnaryOperator<Weights.Array> change, long... to) {
    return new Stored(dtype, to, () -> change.apply(read()).data());
  }

  /** The tensor whose axis {@code i} is this one's axis {@code axes[i]}. */
  Stored transposed(int... axes) {
    long[] to = new long[axes.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = shape[axes[i]];
    }
    return changed(a -> a.transposed(axes), to);
  }

  /** As many equal numbers. */
  static Stored filled(float number, long... shape) {
    return new Stored(
        Dtype.F32,
        shape,
        () -> {
          float[] data = new float[(int) elements(shape)];
          Arrays.fill(data, number);
          return data;
        });
  }

  /** A shape as it is printed: {@code [64, 3, 7, 7]}. */
  static String text(long... shape) {
    List<Long> axes = Arrays.stream(shape).boxed().toList();
    return axes.toString();
  }
}
