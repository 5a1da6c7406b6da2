package org.vivarium.weights;

import java.nio.ByteBuffer;

/** The types of numbers that are read, each as floats; their names are those of safetensors. */
public enum Dtype {
  F64(8),
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  I32(4),
  I16(2),
  I8(1),
  U8(1),
  BOOL(1);

  /** Bytes of one number. */
  final int size;

  Dtype(int size) {
    this.size = size;
  }

  /** Reads {@code n} numbers from {@code in} into {@code out}, from index {@code at} on. */
  void decode(ByteBuffer in, float[] out, int at, int n) {
    if (this == F32) {
      in.asFloatBuffer().get(out, at, n);
      return;
    }
    for (int i = at; i < at + n; i++) {
      out[i] = next(in);
    }
  }

  /** The next number of {@code in}. */
  float next(ByteBuffer in) {
    return switch (this) {
      case F64 -> (float) in.getDouble();
      case F32 -> in.getFloat();
      case F16 -> half(in.getShort());
      case BF16 -> Float.intBitsToFloat(in.getShort() << 16);
      case I64 -> in.getLong();
      case I32 -> in.getInt();
      case I16 -> in.getShort();
      case I8 -> in.get();
      case U8 -> in.get() & 0xff;
      case BOOL -> in.get() == 0 ? 0 : 1;
    };
  }

  private static float half(short bits) {
    int exponent = bits >>> 10 & 0x1f;
    int mantissa = bits & 0x3ff;
    float magnitude =
        switch (exponent) {
          case 0 -> mantissa * 0x1p-24f;
          case 31 -> mantissa == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
          // the bias of a float's exponent is 127, that of a half's 15
          default -> Float.intBitsToFloat((exponent + 112) << 23 | mantissa << 13);
        };
    return bits < 0 ? -magnitude : magnitude;
  }
}
