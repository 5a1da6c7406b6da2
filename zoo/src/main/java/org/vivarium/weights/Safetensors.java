package org.vivarium.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vivarium.kernel.Weights;

/**
 * Files of named arrays in the safetensors format, as PyTorch, Keras and Hugging Face read and
 * write them: the header's length in 8 bytes, the header in JSON, the numbers in row-major order,
 * all little endian. See <a href="https://github.com/huggingface/safetensors#format">its
 * specification</a>.
 */
public final class Safetensors {
  /** The longest header that the format's own library reads. */
  private static final int MAX_HEADER = 100_000_000;

  private static final int CHUNK = 1 << 20;

  private Safetensors() {}

  /**
   * Reads a file of any size; each number becomes a float, whatever type the file has it in. One
   * tensor has at most 2^31 elements, as it becomes one Java array.
   *
   * @throws IllegalArgumentException if the file is not wholly as the format wants it; nothing that
   *     its header claims is allocated before it was compared to the file's length
   */
  public static Weights read(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder, not a safetensors file");
    }
    try (FileChannel in = FileChannel.open(file)) {
      return read(in);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the weights as float32, in their order, so that {@code safetensors.torch.load_file}
   * reads them. The file appears whole or not at all: it is written beside its place, as {@code
   * NAME.tmp}, forced to the disk and moved. What an interrupted write left there is overwritten.
   */
  public static void write(Path file, Weights weights) throws IOException {
    byte[] header = Header.of(weights);
    if (header.length > MAX_HEADER) {
      throw new IllegalArgumentException(
          file
              + ": the names and metadata take "
              + header.length
              + " bytes; the format allows "
              + MAX_HEADER);
    }
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (FileChannel out =
          FileChannel.open(
              temporary,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        write(out, header, weights);
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Weights read(FileChannel in) throws IOException {
    long size = in.size();
    if (size < Long.BYTES) {
      throw new IllegalArgumentException(
          "has " + size + " bytes; a safetensors file begins with 8 bytes of length");
    }
    long length = fill(in, buffer(Long.BYTES), 0).getLong();
    // a length with the top bit set is a giant too: the format counts it without a sign
    if (length < 0 || length > MAX_HEADER || length > size - Long.BYTES) {
      throw new IllegalArgumentException(
          String.format(
              "claims a header of %s bytes; the file has %d and the format allows %d",
              Long.toUnsignedString(length), size - Long.BYTES, MAX_HEADER));
    }
    byte[] json = new byte[(int) length];
    fill(in, ByteBuffer.wrap(json), Long.BYTES);
    long start = Long.BYTES + length;
    Header header = Header.parse(json, size - start);
    ByteBuffer buffer = buffer((int) Math.min(CHUNK, size));
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (var entry : header.tensors().entrySet()) {
      Header.Tensor tensor = entry.getValue();
      float[] data = read(in, tensor, start + tensor.begin(), buffer);
      arrays.put(entry.getKey(), new Weights.Array(tensor.shape(), data));
    }
    return new Weights(arrays, header.metadata());
  }

  private static float[] read(FileChannel in, Header.Tensor tensor, long start, ByteBuffer buffer)
      throws IOException {
    int size = tensor.dtype().size;
    float[] data = new float[tensor.elements()];
    for (int at = 0, n; at < data.length; at += n) {
      n = Math.min(buffer.capacity() / size, data.length - at);
      fill(in, buffer.clear().limit(n * size), start + (long) at * size);
      tensor.dtype().decode(buffer, data, at, n);
    }
    return data;
  }

  /** Fills what remains of the buffer from this place of the file on, ready to be read. */
  private static ByteBuffer fill(FileChannel in, ByteBuffer buffer, long from) throws IOException {
    int start = buffer.position();
    for (long at = from; buffer.hasRemaining(); ) {
      int n = in.read(buffer, at);
      if (n < 0) {
        throw new IllegalArgumentException("became shorter while it was read");
      }
      at += n;
    }
    return buffer.position(start);
  }

  private static void write(FileChannel out, byte[] header, Weights weights) throws IOException {
    drain(out, buffer(Long.BYTES).putLong(header.length).flip());
    drain(out, ByteBuffer.wrap(header));
    ByteBuffer buffer = buffer(CHUNK);
    for (Weights.Array array : weights.arrays().values()) {
      float[] data = array.data();
      for (int at = 0, n; at < data.length; at += n) {
        n = Math.min(CHUNK / Float.BYTES, data.length - at);
        buffer.clear().limit(n * Float.BYTES);
        buffer.asFloatBuffer().put(data, at, n);
        drain(out, buffer);
      }
    }
  }

  private static void drain(FileChannel out, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      out.write(buffer);
    }
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
