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
    try (WeightFile open = WeightFile.opened(file, FileChannel.open(file), Safetensors::open)) {
      return open.read();
    }
  }

  /**
   * Writes the weights as float32, in their order, so that {@code safetensors.torch.load_file}
   * reads them. The file appears whole or not at all: it is written beside its place, as {@code
   * NAME.tmp}, forced to the disk and moved. What an interrupted write left there is overwritten.
   */
  public static void write(Path file, Weights weights) throws IOException {
    write(file, Contents.of(weights));
  }

  /** Writes what another file holds, one tensor after the other. */
  static void write(Path file, WeightFile tensors) throws IOException {
    write(file, Contents.of(tensors));
  }

  private static void write(Path file, Contents contents) throws IOException {
    byte[] header = Header.of(contents.shapes(), contents.metadata());
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
        drain(out, buffer(Long.BYTES).putLong(header.length).flip());
        drain(out, ByteBuffer.wrap(header));
        ByteBuffer buffer = buffer(CHUNK);
        for (String name : contents.shapes().keySet()) {
          write(out, buffer, contents.reader().read(name));
        }
        out.force(true);
      }
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** The tensors of an open file, which closes with them. */
  static WeightFile open(Path file, FileChannel in) throws IOException {
    Region region = Region.of(in);
    long size = region.length();
    if (size < Long.BYTES) {
      throw new IllegalArgumentException(
          "has " + size + " bytes; a safetensors file begins with 8 bytes of length");
    }
    long length = region.fill(buffer(Long.BYTES), 0).getLong();
    // a length with the top bit set is a giant too: the format counts it without a sign
    if (length < 0 || length > MAX_HEADER || length > size - Long.BYTES) {
      throw new IllegalArgumentException(
          "claims a header of %s bytes; the file has %d and the format allows %d"
              .formatted(Long.toUnsignedString(length), size - Long.BYTES, MAX_HEADER));
    }
    byte[] json = region.part("the header", Long.BYTES, length).bytes().array();
    Region data = region.part("the data", Long.BYTES + length, size - Long.BYTES - length);
    Header header = Header.parse(json, data.length());
    Map<String, Stored> tensors = new LinkedHashMap<>();
    for (var entry : header.tensors().entrySet()) {
      Header.Tensor t = entry.getValue();
      Region numbers = data.part(entry.getKey(), t.begin(), t.end() - t.begin());
      tensors.put(
          entry.getKey(),
          new Stored(
              t.dtype(), t.shape(), () -> numbers.floats(t.dtype(), ByteOrder.LITTLE_ENDIAN)));
    }
    return new WeightFile(file, "safetensors", header.metadata(), tensors, size, in);
  }

  private static void write(FileChannel out, ByteBuffer buffer, Weights.Array array)
      throws IOException {
    float[] data = array.data();
    for (int at = 0, n; at < data.length; at += n) {
      n = Math.min(CHUNK / Float.BYTES, data.length - at);
      buffer.clear().limit(n * Float.BYTES);
      buffer.asFloatBuffer().put(data, at, n);
      drain(out, buffer);
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

  /** What is to be written: shapes by name, and how each array is had when its turn comes. */
  private record Contents(Map<String, long[]> shapes, Map<String, String> metadata, Reader reader) {
    @FunctionalInterface
    interface Reader {
      Weights.Array read(String name) throws IOException;
    }

    static Contents of(Weights weights) {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      weights.arrays().forEach((name, array) -> shapes.put(name, array.shape()));
      return new Contents(shapes, weights.metadata(), weights.arrays()::get);
    }

    static Contents of(WeightFile file) {
      Map<String, long[]> shapes = new LinkedHashMap<>();
      file.tensors().forEach((name, tensor) -> shapes.put(name, tensor.shape()));
      Map<String, String> metadata = new LinkedHashMap<>(file.metadata());
      metadata.putIfAbsent("format", "pt"); // what other readers expect of PyTorch's names
      return new Contents(shapes, metadata, file::read);
    }
  }
}
