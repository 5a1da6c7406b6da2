package org.vivarium.weights;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** The fields of a protocol buffer, one after the other, with no schema. */
final class Proto {
  private static final int LONGEST_VARINT = 10;

  private final ByteBuffer in;
  private int tag;

  Proto(ByteBuffer in) {
    this.in = in.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field, whose value must then be read or skipped; 0 at the end. */
  int next() {
    tag = in.hasRemaining() ? (int) varint(in) : 0;
    return tag >>> 3;
  }

  long number() {
    return switch (tag & 7) {
      case 0 -> varint(in);
      case 1 -> in.getLong();
      case 5 -> in.getInt();
      default -> throw damaged();
    };
  }

  ByteBuffer bytes() {
    if ((tag & 7) != 2) {
      throw damaged();
    }
    return cut(in, varint(in));
  }

  Proto message() {
    return new Proto(bytes());
  }

  String text() {
    return StandardCharsets.UTF_8.decode(bytes()).toString();
  }

  void skip() {
    if ((tag & 7) == 2) {
      bytes();
    } else {
      number();
    }
  }

  /** Seven bits in each byte, the lowest first. */
  static long varint(ByteBuffer in) {
    long n = 0;
    for (int i = 0; i < LONGEST_VARINT; i++) {
      byte b = in.get();
      n |= (b & 0x7fL) << (7 * i);
      if (b >= 0) {
        return n;
      }
    }
    throw damaged();
  }

  /** The next bytes, as a part of the buffer. */
  static ByteBuffer cut(ByteBuffer in, long length) {
    if (length < 0 || length > in.remaining()) {
      throw new BufferUnderflowException();
    }
    ByteBuffer part = in.slice(in.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    in.position(in.position() + (int) length);
    return part;
  }

  private static IllegalArgumentException damaged() {
    return new IllegalArgumentException("holds a protocol buffer that is damaged");
  }
}
