package org.vivarium.data;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Reads the IDX files of MNIST and its relatives, gzipped or plain: a big-endian magic number, one
 * length per axis, then bytes (<a href="http://yann.lecun.com/exdb/mnist/">format</a>). Offsets in
 * messages count the unpacked bytes.
 */
public final class Idx {
  private static final int IMAGES = 0x00000803;
  private static final int LABELS = 0x00000801;

  private Idx() {}

  /** The grey images {@code [height, width, 1]} of one file with the labels of the other. */
  public static Images read(String name, Path images, Path labels, List<String> classes)
      throws IOException {
    int[] label = labels(labels, classes.size());
    try (Input in = new Input(images)) {
      int count = in.header(IMAGES, "images");
      int height = in.length("the image height");
      int width = in.length("the image width");
      if ((long) height * width > Integer.MAX_VALUE) {
        throw in.wrong(8, "claims images of " + height + "x" + width + " pixels");
      }
      if (count != label.length) {
        throw new IllegalArgumentException(
            "'%s' has %,d images but '%s' has %,d labels: they do not belong together"
                .formatted(images, count, labels, label.length));
      }
      List<byte[]> pixels = new ArrayList<>(); // grows with what is there, not with what is claimed
      for (int i = 0; i < count; i++) {
        pixels.add(in.bytes(height * width, "image " + i + " of " + count));
      }
      in.end("the last of " + count + " images");
      return new Images(name, height, width, 1, pixels.toArray(byte[][]::new), label, classes);
    }
  }

  private static int[] labels(Path file, int classes) throws IOException {
    try (Input in = new Input(file)) {
      int count = in.header(LABELS, "labels");
      byte[] bytes = in.bytes(count, count + " labels");
      in.end("the last of " + count + " labels");
      int[] labels = new int[count];
      for (int i = 0; i < count; i++) {
        labels[i] = bytes[i] & 0xFF;
        if (labels[i] >= classes) {
          throw in.wrong(
              8L + i, "has label " + labels[i] + "; labels go from 0 to " + (classes - 1));
        }
      }
      return labels;
    }
  }

  /** A file that knows how far it has been read. */
  private static final class Input implements AutoCloseable {
    private final Path file;
    private final InputStream in;
    private long offset;

    Input(Path file) throws IOException {
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new IllegalArgumentException("'" + file + "' is not a file that can be read");
      }
      this.file = file;
      InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
      raw.mark(2);
      boolean packed = raw.read() == 0x1F && raw.read() == 0x8B;
      raw.reset();
      try {
        in = packed ? new GZIPInputStream(raw, 1 << 16) : raw;
      } catch (EOFException | ZipException e) {
        raw.close();
        throw broken(e);
      }
    }

    /** Checks the magic number; the count that follows it. */
    int header(int magic, String what) throws IOException {
      int found = word("the magic number");
      if (found != magic) {
        String hint =
            found == IMAGES ? ", which is a file of images" : found == LABELS ? ", of labels" : "";
        throw wrong(
            0,
            "starts with 0x%08x%s; IDX %s start with 0x%08x".formatted(found, hint, what, magic));
      }
      return length("the number of " + what);
    }

    int length(String what) throws IOException {
      int length = word(what);
      if (length < 1) {
        throw wrong(offset - 4, "gives " + what + " as " + length);
      }
      return length;
    }

    private int word(String what) throws IOException {
      return ByteBuffer.wrap(bytes(4, what)).getInt();
    }

    byte[] bytes(int n, String what) throws IOException {
      try {
        byte[] bytes = in.readNBytes(n); // allocates as it reads
        if (bytes.length < n) {
          throw wrong(offset + bytes.length, "ends within " + what + ": it is truncated");
        }
        offset += n;
        return bytes;
      } catch (EOFException | ZipException e) {
        throw broken(e);
      }
    }

    void end(String last) throws IOException {
      try {
        if (in.read() != -1) {
          throw wrong(offset, "goes on after " + last + ": it is not what its header says");
        }
      } catch (EOFException | ZipException e) {
        throw broken(e);
      }
    }

    IllegalArgumentException wrong(long at, String what) {
      return new IllegalArgumentException("'" + file + "', byte " + at + ": the file " + what);
    }

    private IllegalArgumentException broken(IOException e) {
      return new IllegalArgumentException(
          "'%s', after byte %d: the gzip stream is truncated or damaged (%s)"
              .formatted(file, offset, e.getMessage()),
          e);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
