package org.vivarium.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * TensorFlow's checkpoint, as beside a SavedModel: {@code NAME.index}, a sorted table of where each
 * tensor lies, and {@code NAME.data-00000-of-00001} with the numbers.
 */
final class TensorBundle implements Closeable {
  static final String INDEX = ".index";
  static final long MAGIC = 0xdb4775248b80fb57L;

  private static final int FOOTER = 48;
  private static final int TRAILER = 5; // a byte for the compression, four for the checksum
  private static final int MAX_INDEX = 256 << 20;
  private static final int MAX_SHARDS = 10_000;
  private static final int STRING = 7; // DT_STRING, which is no number

  private static final Map<Long, Dtype> DTYPES =
      Map.of(
          1L,
          Dtype.F32,
          2L,
          Dtype.F64,
          3L,
          Dtype.I32,
          4L,
          Dtype.U8,
          5L,
          Dtype.I16,
          6L,
          Dtype.I8,
          9L,
          Dtype.I64,
          10L,
          Dtype.BOOL,
          14L,
          Dtype.BF16,
          19L,
          Dtype.F16);

  private final Path prefix;
  private final Map<String, ByteBuffer> table = new LinkedHashMap<>();
  private final List<FileChannel> open = new ArrayList<>();
  private final List<Region> shards = new ArrayList<>();
  private ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Entry(long type, long[] shape, int shard, long offset, long size) {}

  /** Opens the checkpoint whose files begin with a prefix. */
  TensorBundle(Path prefix) throws IOException {
    this.prefix = prefix;
    try {
      Path index = prefix.resolveSibling(prefix.getFileName() + INDEX);
      if (Files.size(index) > MAX_INDEX) {
        throw new IllegalArgumentException("has an index of more than " + MAX_INDEX + " bytes");
      }
      read(ByteBuffer.wrap(Files.readAllBytes(index)).order(ByteOrder.LITTLE_ENDIAN));
      openShards();
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      close();
      throw new IllegalArgumentException("has an index that is damaged or was cut off", e);
    } catch (IOException | RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  private void read(ByteBuffer file) {
    int footer = file.capacity() - FOOTER;
    if (footer < 0 || file.getLong(file.capacity() - Long.BYTES) != MAGIC) {
      throw new IllegalArgumentException("has an index that is none, or was cut off");
    }
    ByteBuffer handles = file.slice(footer, FOOTER);
    Proto.varint(handles); // the block of filters, by place
    Proto.varint(handles); // and size
    Map<String, ByteBuffer> blocks = new LinkedHashMap<>();
    block(file, handles, blocks);
    blocks.values().forEach(handle -> block(file, handle, table));
  }

  /** Reads the keys and values of the block at a handle; each key extends the one before. */
  private static void block(ByteBuffer file, ByteBuffer handle, Map<String, ByteBuffer> out) {
    long start = Proto.varint(handle);
    long size = Proto.varint(handle);
    if (start < 0 || size < 4 || start > file.capacity() || size > file.capacity() - start) {
      throw new BufferUnderflowException();
    }
    ByteBuffer block = file.slice((int) start, (int) size + TRAILER).order(ByteOrder.LITTLE_ENDIAN);
    checkSum(block, (int) size);
    int restarts = block.getInt((int) size - 4);
    long end = size - 4L * (restarts + 1L);
    if (restarts < 0 || end < 0) {
      throw new BufferUnderflowException();
    }
    ByteBuffer in = block.slice(0, (int) end).order(ByteOrder.LITTLE_ENDIAN);
    byte[] key = new byte[0];
    while (in.hasRemaining()) {
      long shared = Proto.varint(in);
      long fresh = Proto.varint(in);
      long value = Proto.varint(in);
      if (shared < 0 || shared > key.length || fresh < 0 || fresh > in.remaining()) {
        throw new BufferUnderflowException();
      }
      byte[] next = Arrays.copyOf(key, (int) (shared + fresh));
      in.get(next, (int) shared, (int) fresh);
      key = next;
      out.put(new String(key, StandardCharsets.UTF_8), Proto.cut(in, value));
    }
  }

  private static void checkSum(ByteBuffer block, int size) {
    if (block.get(size) != 0) {
      throw new IllegalArgumentException("has a compressed index, which is not read");
    }
    CRC32C crc = new CRC32C();
    crc.update(block.slice(0, size + 1));
    int masked = Integer.rotateRight((int) crc.getValue(), 15) + 0xa282ead8;
    if (masked != block.getInt(size + 1)) {
      throw new IllegalArgumentException("has a damaged index: its checksum is wrong");
    }
  }

  private void openShards() throws IOException {
    ByteBuffer header = table.remove("");
    if (header == null) {
      throw new IllegalArgumentException("has an index without a header");
    }
    long count = 0;
    Proto in = new Proto(header);
    for (int field = in.next(); field != 0; field = in.next()) {
      switch (field) {
        case 1 -> count = in.number();
        case 2 -> order = in.number() == 0 ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        default -> in.skip();
      }
    }
    if (count < 1 || count > MAX_SHARDS) {
      throw new IllegalArgumentException("claims " + count + " data files");
    }
    for (int i = 0; i < count; i++) {
      String name = "%s.data-%05d-of-%05d".formatted(prefix.getFileName(), i, count);
      Path shard = prefix.resolveSibling(name);
      if (!Files.exists(shard)) {
        throw new IllegalArgumentException("lacks its data file '" + name + "'");
      }
      open.add(FileChannel.open(shard));
      shards.add(Region.of(open.get(i)));
    }
  }

  /** Bytes of all data files. */
  long length() {
    return shards.stream().mapToLong(Region::length).sum();
  }

  /** All tensors of numbers, by their keys and with TensorFlow's axes. */
  Map<String, Stored> tensors() {
    Map<String, Stored> tensors = new LinkedHashMap<>();
    table.forEach(
        (key, value) -> {
          Entry entry = entry(key, value);
          if (entry.type() != STRING) {
            tensors.put(key, stored(key, entry));
          }
        });
    return tensors;
  }

  private Stored stored(String key, Entry entry) {
    Dtype dtype = DTYPES.get(entry.type());
    if (dtype == null) {
      throw new IllegalArgumentException(
          "holds '%s' of TensorFlow's type number %d; what is read is %s"
              .formatted(key, entry.type(), DTYPES.values().stream().sorted().toList()));
    }
    long size = Stored.elements(entry.shape()) * dtype.size;
    if (size != entry.size()) {
      throw new IllegalArgumentException(
          "holds '%s' %s, which takes %d bytes, in %d"
              .formatted(key, Stored.text(entry.shape()), size, entry.size()));
    }
    Region numbers = shards.get(entry.shard()).part("'" + key + "'", entry.offset(), size);
    return new Stored(dtype, entry.shape(), () -> numbers.floats(dtype, order));
  }

  /** The bytes of a scalar string; empty where there is none. */
  ByteBuffer string(String key) throws IOException {
    ByteBuffer value = table.get(key);
    Entry entry = value == null ? null : entry(key, value);
    if (entry == null || entry.type() != STRING || entry.size() > MAX_INDEX) {
      return ByteBuffer.allocate(0);
    }
    ByteBuffer in =
        shards.get(entry.shard()).part("'" + key + "'", entry.offset(), entry.size()).bytes();
    try {
      long length = Proto.varint(in);
      in.getInt(); // the checksum of the length
      return Proto.cut(in, length);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("holds '" + key + "' damaged", e);
    }
  }

  private Entry entry(String key, ByteBuffer value) {
    long type = 0;
    long shard = 0;
    long offset = 0;
    long size = 0;
    long[] shape = {};
    try {
      Proto in = new Proto(value);
      for (int field = in.next(); field != 0; field = in.next()) {
        switch (field) {
          case 1 -> type = in.number();
          case 2 -> shape = shape(in.message());
          case 3 -> shard = in.number();
          case 4 -> offset = in.number();
          case 5 -> size = in.number();
          case 7 ->
              throw new IllegalArgumentException(
                  "holds '" + key + "' in slices, which are not read");
          default -> in.skip();
        }
      }
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("has a damaged entry '" + key + "'", e);
    }
    if (shard < 0 || shard >= shards.size()) {
      throw new IllegalArgumentException("holds '" + key + "' in a data file that is not there");
    }
    return new Entry(type, shape, (int) shard, offset, size);
  }

  private static long[] shape(Proto in) {
    List<Long> axes = new ArrayList<>();
    for (int field = in.next(); field != 0; field = in.next()) {
      if (field != 2) {
        in.skip();
        continue;
      }
      Proto axis = in.message();
      long size = 0;
      for (int f = axis.next(); f != 0; f = axis.next()) {
        if (f == 1) {
          size = axis.number();
        } else {
          axis.skip();
        }
      }
      axes.add(size);
    }
    return axes.stream().mapToLong(n -> n).toArray();
  }

  @Override
  public void close() throws IOException {
    for (FileChannel channel : open) {
      channel.close();
    }
  }
}
