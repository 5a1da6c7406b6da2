package org.vivarium.audio;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Writes a WAV file, sample by sample, beside its place; {@link #finish} puts it there. What is not
 * finished leaves nothing behind. Whole numbers cannot hold what is louder than 1: it is limited,
 * and counted.
 */
public final class WavWriter implements AutoCloseable {
  private static final int HEADER = 44;
  private static final long LONGEST = 0xffff_ffffL - HEADER;

  private final Path file;
  private final Path partial;
  private final WavFormat format;
  private final OutputStream out;
  private long bytes;
  private long limited;

  public WavWriter(Path file, WavFormat format) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    this.file = file;
    this.format = format;
    this.partial = folder.resolve("." + file.getFileName() + ".tmp");
    this.out = new BufferedOutputStream(Files.newOutputStream(partial));
    out.write(header(format, 0).array());
  }

  /** A whole file in memory. */
  public static byte[] bytes(WavFormat format, float[][] samples) {
    int length = samples[0].length * format.frameBytes();
    ByteBuffer header = header(format, length);
    ByteBuffer all = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
    all.put(header);
    for (int i = 0; i < samples[0].length; i++) {
      for (float[] channel : samples) {
        put(all, format, channel[i]);
      }
    }
    return all.array();
  }

  /** Writes the first {@code count} samples of each channel, {@code [channels][n]}. */
  public void write(float[][] samples, int count) throws IOException {
    if (bytes + (long) count * format.frameBytes() > LONGEST) {
      throw new IllegalArgumentException(
          "'%s' becomes longer than a WAV file can be".formatted(file));
    }
    ByteBuffer buffer = ByteBuffer.allocate(count * format.frameBytes());
    buffer.order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      for (float[] channel : samples) {
        limited += put(buffer, format, channel[i]) ? 1 : 0;
      }
    }
    out.write(buffer.array());
    bytes += buffer.capacity();
  }

  /** How many samples so far were louder than the format holds. */
  public long limited() {
    return limited;
  }

  /** Puts the file in its place. */
  public void finish() throws IOException {
    if (bytes % 2 > 0) {
      out.write(0);
    }
    out.close();
    try (FileChannel channel = FileChannel.open(partial, StandardOpenOption.WRITE)) {
      channel.write(header(format, bytes), 0);
    }
    Files.move(partial, file, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(partial);
  }

  private static ByteBuffer header(WavFormat format, long length) {
    ByteBuffer header = ByteBuffer.allocate(HEADER).order(ByteOrder.LITTLE_ENDIAN);
    header.put("RIFF".getBytes(StandardCharsets.US_ASCII));
    header.putInt((int) (HEADER - 8 + length + length % 2));
    header.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII));
    header.putInt(16).putShort((short) (format.floating() ? 3 : 1));
    header.putShort((short) format.channels()).putInt(format.rate());
    header.putInt(format.rate() * format.frameBytes());
    header.putShort((short) format.frameBytes()).putShort((short) format.bits());
    header.put("data".getBytes(StandardCharsets.US_ASCII)).putInt((int) length);
    return header.rewind();
  }

  /** Writes a sample; true where it had to be limited. */
  private static boolean put(ByteBuffer to, WavFormat format, float x) {
    if (format.floating()) {
      to.putFloat(x);
      return false;
    }
    double steps = Math.scalb(1.0, format.bits() - 1);
    long written = (long) Math.max(-steps, Math.min(steps - 1, Math.rint(x * steps)));
    switch (format.bits()) {
      case 8 -> to.put((byte) (written + 128));
      case 16 -> to.putShort((short) written);
      case 24 -> to.put((byte) written).putShort((short) (written >> 8));
      default -> to.putInt((int) written);
    }
    return Math.abs(x) > 1;
  }
}
