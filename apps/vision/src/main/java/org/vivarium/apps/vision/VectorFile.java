package org.vivarium.apps.vision;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.vivarium.data.Images;

/**
 * Feature vectors on disk, the training images before the test images: a table {@code
 * split,image,label,class,x0,x1…}, or for NumPy a matrix, with the same table without its numbers
 * beside it. A file is there whole or not at all.
 */
final class VectorFile {
  static final String CSV = ".csv";
  static final String NPY = ".npy";

  /** The images of one split and a vector for each. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  record Part(String split, Images images, float[][] vectors) {}

  private VectorFile() {}

  /** Writes the vectors as the ending of the file's name says. */
  static void write(Path file, List<Part> parts) throws IOException {
    String name = file.getFileName().toString();
    if (name.endsWith(NPY)) {
      replace(file, out -> npy(out, parts));
      String table = name.substring(0, name.length() - NPY.length()) + ".labels" + CSV;
      replace(file.resolveSibling(table), out -> csv(out, parts, false));
    } else {
      replace(file, out -> csv(out, parts, true));
    }
  }

  private static void csv(OutputStream out, List<Part> parts, boolean numbers) throws IOException {
    StringBuilder line = new StringBuilder("split,image,label,class");
    for (int i = 0; numbers && i < parts.get(0).vectors[0].length; i++) {
      line.append(",x").append(i);
    }
    end(out, line);
    for (Part part : parts) {
      Images images = part.images;
      for (int i = 0; i < images.size(); i++) {
        int label = images.labels()[i];
        String image = images.files().isEmpty() ? Integer.toString(i) : images.files().get(i);
        line.append(part.split).append(',').append(quoted(image)).append(',').append(label);
        line.append(',').append(quoted(images.classes().get(label)));
        for (int j = 0; numbers && j < part.vectors[i].length; j++) {
          line.append(',').append(part.vectors[i][j]);
        }
        end(out, line);
      }
    }
  }

  private static void end(OutputStream out, StringBuilder line) throws IOException {
    out.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    line.setLength(0);
  }

  /** As RFC 4180 wants what holds a comma, a quote or a new line. */
  private static String quoted(String text) {
    return text.matches("[^,\"\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  /** Version 1.0 of NumPy's format: float32, row by row. */
  private static void npy(OutputStream out, List<Part> parts) throws IOException {
    int rows = parts.stream().mapToInt(p -> p.vectors.length).sum();
    int width = parts.get(0).vectors[0].length;
    String header =
        "{'descr': '<f4', 'fortran_order': False, 'shape': (%d, %d), }".formatted(rows, width);
    int before = 10; // magic, version and length; the numbers begin at a multiple of 64
    int length = (before + header.length() + 1 + 63) / 64 * 64 - before;
    ByteBuffer head = ByteBuffer.allocate(before + length).order(ByteOrder.LITTLE_ENDIAN);
    head.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
    head.put((byte) 1).put((byte) 0).putShort((short) length);
    head.put(header.getBytes(StandardCharsets.US_ASCII));
    while (head.remaining() > 1) {
      head.put((byte) ' ');
    }
    out.write(head.put((byte) '\n').array());
    ByteBuffer row = ByteBuffer.allocate(Float.BYTES * width).order(ByteOrder.LITTLE_ENDIAN);
    for (Part part : parts) {
      for (float[] vector : part.vectors) {
        row.asFloatBuffer().put(vector);
        out.write(row.array());
      }
    }
  }

  private interface Writer {
    void write(OutputStream out) throws IOException;
  }

  private static void replace(Path file, Writer writer) throws IOException {
    Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(temporary))) {
        writer.write(out);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
