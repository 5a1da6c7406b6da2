package org.vivarium.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A zip archive whose entries lie in it as they are, as PyTorch and Keras write them. Nothing is
 * unpacked: a compressed entry is refused, so that no archive is larger than its file.
 */
record Zip(Region file, Map<String, Entry> entries) {
  private static final int LOCAL = 0x04034b50;
  private static final int CENTRAL = 0x02014b50;
  private static final int END = 0x06054b50;
  private static final int END64 = 0x06064b50;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int END_SIZE = 22;
  private static final int MAX_COMMENT = 0xffff;
  private static final int MAX_DIRECTORY = 64 << 20;
  private static final int MAX_TEXT = 64 << 20;

  /** What the directory says of an entry. */
  record Entry(String name, int flags, int method, int crc, long packed, long size, long header) {}

  /** Reads the directory of an archive. */
  static Zip read(Region file) throws IOException {
    int tail = (int) Math.min(file.length(), END_SIZE + MAX_COMMENT);
    ByteBuffer end = little(file.part("the end", file.length() - tail, tail).bytes());
    int at = tail - END_SIZE;
    while (at >= 0 && end.getInt(at) != END) {
      at--;
    }
    if (at < 0) {
      throw new IllegalArgumentException("is a zip archive without its end: it was cut off");
    }
    long count = Short.toUnsignedLong(end.getShort(at + 10));
    long size = Integer.toUnsignedLong(end.getInt(at + 12));
    long start = Integer.toUnsignedLong(end.getInt(at + 16));
    if (at >= 20 && end.getInt(at - 20) == LOCATOR64) {
      ByteBuffer end64 =
          little(file.part("the end of the zip archive", end.getLong(at - 12), 56).bytes());
      if (end64.getInt(0) != END64) {
        throw new IllegalArgumentException("is a zip archive with a damaged end");
      }
      count = end64.getLong(32);
      size = end64.getLong(40);
      start = end64.getLong(48);
    }
    if (size > MAX_DIRECTORY) {
      throw new IllegalArgumentException(
          "is a zip archive with a directory of " + size + " bytes; weights need far less");
    }
    ByteBuffer directory = little(file.part("the directory of the zip", start, size).bytes());
    return new Zip(file, entries(directory, count));
  }

  private static Map<String, Entry> entries(ByteBuffer in, long count) {
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (long i = 0; i < count; i++) {
      if (in.remaining() < 46 || in.getInt(in.position()) != CENTRAL) {
        throw new IllegalArgumentException("is a zip archive with a damaged directory");
      }
      Entry entry = entry(in);
      checkName(entry.name());
      if (entries.put(entry.name(), entry) != null) {
        throw new IllegalArgumentException("holds '" + entry.name() + "' twice");
      }
    }
    return entries;
  }

  private static Entry entry(ByteBuffer in) {
    int at = in.position();
    int name = Short.toUnsignedInt(in.getShort(at + 28));
    int extra = Short.toUnsignedInt(in.getShort(at + 30));
    int comment = Short.toUnsignedInt(in.getShort(at + 32));
    if (in.remaining() < 46 + name + extra + comment) {
      throw new IllegalArgumentException("is a zip archive with a damaged directory");
    }
    byte[] text = new byte[name];
    in.get(at + 46, text);
    long[] wide = { // the fields that move to the extra part when they are too large for 32 bits
      Integer.toUnsignedLong(in.getInt(at + 24)),
      Integer.toUnsignedLong(in.getInt(at + 20)),
      Integer.toUnsignedLong(in.getInt(at + 42))
    };
    widen(little(in.slice(at + 46 + name, extra)), wide);
    in.position(at + 46 + name + extra + comment);
    return new Entry(
        new String(text, StandardCharsets.UTF_8),
        in.getShort(at + 8),
        in.getShort(at + 10),
        in.getInt(at + 16),
        wide[1],
        wide[0],
        wide[2]);
  }

  private static void widen(ByteBuffer extra, long[] fields) {
    while (extra.remaining() >= 4) {
      int id = Short.toUnsignedInt(extra.getShort());
      int size = Math.min(Short.toUnsignedInt(extra.getShort()), extra.remaining());
      ByteBuffer body = little(extra.slice(extra.position(), size));
      extra.position(extra.position() + size);
      for (int i = 0; id == 1 && i < fields.length; i++) {
        if (fields[i] == 0xffffffffL && body.remaining() >= Long.BYTES) {
          fields[i] = body.getLong();
        }
      }
    }
  }

  private static void checkName(String name) {
    boolean out = name.startsWith("/") || name.contains("\\");
    for (String part : name.split("/", -1)) {
      out |= part.equals("..");
    }
    if (out) {
      throw new IllegalArgumentException(
          "holds an entry '" + name + "', a path that leads out of the archive: it is refused");
    }
  }

  /** Where the bytes of an entry lie. */
  Region stored(String name) throws IOException {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("holds no entry '" + name + "'");
    }
    if ((entry.flags() & 1) != 0) {
      throw new IllegalArgumentException("holds '" + name + "' encrypted");
    }
    if (entry.method() != 0 || entry.packed() != entry.size()) {
      throw new IllegalArgumentException(
          "holds '%s' compressed, which is not read: unpack it and pack it again with 'zip -0 -r'"
              .formatted(name));
    }
    ByteBuffer local = little(file.part("'" + name + "'", entry.header(), 30).bytes());
    if (local.getInt(0) != LOCAL) {
      throw new IllegalArgumentException("is a zip archive that lost its entry '" + name + "'");
    }
    long skip =
        30L + Short.toUnsignedInt(local.getShort(26)) + Short.toUnsignedInt(local.getShort(28));
    return file.part("'" + name + "'", entry.header() + skip, entry.size());
  }

  /** The bytes of an entry that is read whole, with its checksum verified. */
  byte[] bytes(String name) throws IOException {
    Region region = stored(name);
    if (region.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "holds '%s' of %d bytes; at most %d are read of it"
              .formatted(name, region.length(), MAX_TEXT));
    }
    byte[] bytes = region.bytes().array();
    CRC32 crc = new CRC32();
    crc.update(bytes);
    if ((int) crc.getValue() != entries.get(name).crc()) {
      throw new IllegalArgumentException("holds '" + name + "' damaged: its checksum is wrong");
    }
    return bytes;
  }

  private static ByteBuffer little(ByteBuffer buffer) {
    return buffer.order(ByteOrder.LITTLE_ENDIAN);
  }
}
