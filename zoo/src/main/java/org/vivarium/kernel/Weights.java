package org.vivarium.kernel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Named float arrays in the order and axis order of PyTorch's {@code state_dict}, and a few words
 * about them.
 *
 * @param arrays by parameter path, such as {@code layer1.0.conv1.weight}
 * @param metadata free text by key; safetensors files carry it in their header
 */
public record Weights(Map<String, Array> arrays, Map<String, String> metadata) {
  public Weights {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }

  public Weights(Map<String, Array> arrays) {
    this(arrays, Map.of());
  }

  public Weights with(Map<String, String> metadata) {
    return new Weights(arrays, metadata);
  }

  /** A row-major float array; a scalar has an empty shape. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied by nobody: it is large
  public record Array(long[] shape, float[] data) {
    public Array {
      long size = 1;
      for (long n : shape) {
        size = Math.multiplyExact(size, n);
      }
      if (size != data.length) {
        throw new IllegalArgumentException(
            "an array of " + data.length + " numbers cannot have " + size + " elements");
      }
    }

    /** The array whose axis {@code i} is this one's axis {@code axes[i]}. */
    public Array transposed(int... axes) {
      int rank = axes.length;
      long[] to = new long[rank];
      int[] stride = new int[rank];
      int[] from = new int[rank];
      for (int i = rank - 1, s = 1; i >= 0; i--) {
        from[i] = s;
        s *= Math.toIntExact(shape[i]);
      }
      for (int i = 0; i < rank; i++) {
        to[i] = shape[axes[i]];
        stride[i] = from[axes[i]];
      }
      float[] out = new float[data.length];
      int[] at = new int[rank];
      for (int k = 0, source = 0; k < out.length; k++) {
        out[k] = data[source];
        for (int i = rank - 1; i >= 0; i--) {
          source += stride[i];
          if (++at[i] < to[i]) {
            break;
          }
          source -= Math.toIntExact(to[i]) * stride[i];
          at[i] = 0;
        }
      }
      return new Array(to, out);
    }
  }
}
