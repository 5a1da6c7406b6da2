package org.vivarium.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** A part of an open file, read in pieces, so that it may be larger than the memory. */
record Region(FileChannel channel, long start, long length) {
  private static final int PIECE = 1 << 20;

  static Region of(FileChannel channel) throws IOException {
    return new Region(channel, 0, channel.size());
  }

  /** A part of this part; {@code what} names it where it lies outside. */
  Region part(String what, long from, long size) {
    if (from < 0 || size < 0 || from > length || size > length - from) {
      throw new IllegalArgumentException(
          "%s should be the bytes %d to %d of %d: the file was cut off or is damaged"
              .formatted(what, from, from + size, length));
    }
    return new Region(channel, start + from, size);
  }

  /** Fills what remains of the buffer from this place on, ready to be read. */
  ByteBuffer fill(ByteBuffer buffer, long from) throws IOException {
    int position = buffer.position();
    for (long at = start + from; buffer.hasRemaining(); ) {
      int n = channel.read(buffer, at);
      if (n < 0) {
        throw new IllegalArgumentException("became shorter while it was read");
      }
      at += n;
    }
    return buffer.position(position);
  }

  /** All bytes of a part that is small. */
  ByteBuffer bytes() throws IOException {
    return fill(ByteBuffer.allocate(Math.toIntExact(length)), 0);
  }

  /** The part, mapped: what is not looked at is not read. */
  ByteBuffer mapped() throws IOException {
    return channel.map(FileChannel.MapMode.READ_ONLY, start, length);
  }

  /** All numbers of the part, one after the other. */
  float[] floats(Dtype dtype, ByteOrder order) throws IOException {
    float[] data = new float[Math.toIntExact(length / dtype.size)];
    int piece = (int) Math.min(PIECE, length) / dtype.size;
    ByteBuffer buffer = ByteBuffer.allocate(piece * dtype.size).order(order);
    for (int at = 0, n; at < data.length; at += n) {
      n = Math.min(piece, data.length - at);
      fill(buffer.clear().limit(n * dtype.size), (long) at * dtype.size);
      dtype.decode(buffer, data, at, n);
    }
    return data;
  }
}
