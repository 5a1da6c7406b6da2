package org.vivarium.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import org.vivarium.kernel.Param;
import org.vivarium.kernel.Weights;

/** Numbers that look random and that src/test/python/formula.py computes too. */
public final class Formula {
  private Formula() {}

  /** Numbers between {@code -scale} and {@code scale}: a hash of the name's CRC and the index. */
  public static Weights.Array array(String name, double scale, long... shape) {
    CRC32 crc = new CRC32();
    crc.update(name.getBytes(UTF_8));
    float[] data = new float[size(shape)];
    for (int i = 0; i < data.length; i++) {
      int h = (int) crc.getValue() + i * 0x9E3779B1;
      h ^= h >>> 16;
      h *= 0x7FEB352D;
      h ^= h >>> 15;
      h *= 0x846CA68B;
      h ^= h >>> 16;
      data[i] = (float) ((Integer.toUnsignedLong(h) / 0x1p31 - 1) * scale);
    }
    return new Weights.Array(shape, data);
  }

  /** What all these parameters are set to, by their names and PyTorch's shapes. */
  static Weights weights(List<Param> params, Weights present) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (Param p : params) {
      arrays.put(p.path(), parameter(p.path(), present.arrays().get(p.path()).shape()));
    }
    return new Weights(arrays);
  }

  /** Variances and slopes are positive; kernels keep the variance of what goes through them. */
  private static Weights.Array parameter(String name, long... shape) {
    if (shape.length > 1) {
      return array(name, Math.sqrt(3.0 * shape[0] / size(shape)), shape);
    }
    Weights.Array a = array(name, .5, shape);
    if (name.endsWith("weight") || name.endsWith("running_var")) {
      for (int i = 0; i < a.data().length; i++) {
        a.data()[i] = (float) (1.0 + a.data()[i]);
      }
    }
    return a;
  }

  private static int size(long... shape) {
    long size = 1;
    for (long n : shape) {
      size *= n;
    }
    return Math.toIntExact(size);
  }
}
