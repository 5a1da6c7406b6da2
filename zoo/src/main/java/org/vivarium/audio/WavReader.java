package org.vivarium.audio;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A WAV file, read from its beginning to its end. Samples are floats from -1 to 1. What is no such
 * file, is cut short, or is of a codec other than plain samples is an {@link
 * IllegalArgumentException} that says so.
 */
public final class WavReader implements AutoCloseable {
  private static final int PCM = 1;
  private static final int FLOAT = 3;
  private static final int EXTENSIBLE = 0xfffe; // the codec stands in the format's GUID
  private static final long OPEN = 0xffff_ffffL; // a length that its writer did not know
  private static final int LEAST_FORMAT = 16;
  private static final int LONGEST_FORMAT = 1 << 16;
  private static final int GUID = 24; // where it stands in the format

  private final Path file;
  private final DataInputStream in;
  private final long size;
  private WavFormat format;
  private long frames;
  private long read;

  private WavReader(Path file) throws IOException {
    this.file = file;
    this.size = Files.size(file);
    this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
  }

  /** Opens a file and reads what stands before the samples. */
  public static WavReader open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is %s".formatted(file, Files.exists(file) ? "no file" : "not there"));
    }
    WavReader reader = new WavReader(file);
    try {
      reader.header();
      return reader;
    } catch (EOFException e) {
      reader.close();
      throw reader.bad("ends before its samples begin: it is cut short", e);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }

  public WavFormat format() {
    return format;
  }

  /** Samples of each channel in the whole file. */
  public long frames() {
    return frames;
  }

  /**
   * Reads on.
   *
   * @param samples {@code [channels][n]}, filled from the beginning
   * @return how many samples of each channel were read: fewer than asked for at the end, 0 after it
   */
  public int read(float[][] samples) throws IOException {
    int n = (int) Math.min(samples[0].length, frames - read);
    ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes(n * format.frameBytes()));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < n * format.frameBytes()) {
      throw bad("became shorter while it was read", null);
    }
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < format.channels(); c++) {
        samples[c][i] = sample(bytes);
      }
    }
    read += n;
    return n;
  }

  private float sample(ByteBuffer bytes) {
    return switch (format.bits()) {
      case 8 -> ((bytes.get() & 0xff) - 128) / 128f;
      case 16 -> bytes.getShort() / 32_768f;
      case 24 -> ((bytes.get() & 0xff) | (bytes.getShort() << 8)) / 8_388_608f;
      default -> format.floating() ? finite(bytes.getFloat()) : bytes.getInt() / 0x1p31f;
    };
  }

  private float finite(float x) {
    if (!Float.isFinite(x)) {
      throw bad("holds " + x + " where a sample should stand", null);
    }
    return x;
  }

  private void header() throws IOException {
    if (size == 0) {
      throw bad("is empty", null);
    }
    String riff = id();
    long length = length();
    if (!riff.equals("RIFF") || !id().equals("WAVE")) {
      throw bad("is no WAV file: it does not begin with RIFF and WAVE", null);
    }
    if (length != OPEN && length + 8 < 12) {
      throw bad("is a WAV file of no length", null);
    }
    long at = 12;
    while (true) {
      String id = id();
      long chunk = length();
      at += 8;
      if (id.equals("data")) {
        data(chunk, at);
        return;
      }
      if (id.equals("fmt ")) {
        format(chunk);
      } else {
        in.skipNBytes(chunk);
      }
      in.skipNBytes(chunk % 2); // chunks begin at even places
      at += chunk + chunk % 2;
    }
  }

  private void data(long length, long at) {
    if (format == null) {
      throw bad("does not say how its samples are written: there is no 'fmt ' before them", null);
    }
    long there = size - at;
    if (length != OPEN && length > there) {
      throw bad(
          "is cut short: it says %d bytes of samples and has %d".formatted(length, there), null);
    }
    frames = Math.min(length, there) / format.frameBytes();
    if (frames == 0) {
      throw bad("holds no samples", null);
    }
  }

  private void format(long length) throws IOException {
    if (length < LEAST_FORMAT || length > LONGEST_FORMAT) {
      throw bad("has a format of %d bytes".formatted(length), null);
    }
    ByteBuffer bytes = ByteBuffer.wrap(in.readNBytes((int) length));
    bytes.order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.remaining() < length) {
      throw new EOFException();
    }
    int codec = bytes.getShort(0) & 0xffff;
    if (codec == EXTENSIBLE && length >= GUID + 2) {
      codec = bytes.getShort(GUID) & 0xffff;
    }
    if (codec != PCM && codec != FLOAT) {
      throw bad(
          "is of codec 0x%04x%s; only plain samples are read (convert it, such as with ffmpeg -c:a pcm_s16le)"
              .formatted(codec, name(codec)),
          null);
    }
    try {
      format =
          new WavFormat(
              bytes.getInt(4), bytes.getShort(2) & 0xffff, bytes.getShort(14), codec == FLOAT);
    } catch (IllegalArgumentException e) {
      throw bad("has " + e.getMessage(), e);
    }
    if ((bytes.getShort(12) & 0xffff) != format.frameBytes()) {
      throw bad("says that samples are %d bytes apart".formatted(bytes.getShort(12)), null);
    }
  }

  private static String name(int codec) {
    return switch (codec) {
      case 2, 17 -> " (ADPCM)";
      case 6 -> " (A-law)";
      case 7 -> " (mu-law)";
      case 0x31 -> " (GSM)";
      case 0x55 -> " (MP3)";
      default -> "";
    };
  }

  private String id() throws IOException {
    byte[] id = new byte[4];
    in.readFully(id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  private long length() throws IOException {
    return Integer.toUnsignedLong(Integer.reverseBytes(in.readInt()));
  }

  private IllegalArgumentException bad(String what, Throwable cause) {
    return new IllegalArgumentException("'%s' %s".formatted(file, what), cause);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
