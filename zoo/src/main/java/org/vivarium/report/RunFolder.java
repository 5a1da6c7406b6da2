package org.vivarium.report;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * The folder that is the product of a run. A file written here is there whole or not at all: it is
 * made beside its place and moved into it.
 */
public record RunFolder(Path dir) {
  private static final long MEGABYTE = 1 << 20;

  /**
   * The folder, made if it is not there, after a look whether it can be written and has {@code
   * bytes} of free space; so a run does not find out at its end.
   */
  public static RunFolder create(Path dir, long bytes) {
    long free = free(dir);
    if (free < bytes) {
      throw new IllegalArgumentException(
          ("the output folder '%s' has %d MB of free space; the run needs about %d MB: make room or"
                  + " choose another with --out")
              .formatted(dir, free / MEGABYTE, (bytes + MEGABYTE - 1) / MEGABYTE));
    }
    try {
      Files.createDirectories(dir);
      Files.delete(Files.createTempFile(dir, ".probe", ""));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          "'" + dir + "' cannot be the output folder: '" + e.getFile() + "' is a file", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot write to the output folder '" + dir + "' (" + e + "): choose another with --out",
          e);
    }
    return new RunFolder(dir);
  }

  /** Free bytes where the folder is or will be. */
  private static long free(Path dir) {
    Path there = dir.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      return Files.getFileStore(there).getUsableSpace();
    } catch (IOException e) {
      return Long.MAX_VALUE; // some file systems do not say
    }
  }

  /** Where a file of this name lies, or is to lie. */
  public Path file(String name) {
    return dir.resolve(name);
  }

  /** Writes a file of UTF-8 text. */
  public Path text(String name, String text) throws IOException {
    return bytes(name, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a JSON file, as {@link Json} does. */
  public Path json(String name, Map<String, ?> content) throws IOException {
    return text(name, Json.of(content));
  }

  /** Writes a file. */
  public Path bytes(String name, byte[] content) throws IOException {
    Path file = file(name);
    replace(file, content);
    return file;
  }

  /** Writes a file whole or not at all: beside it first, then in its place. */
  public static void replace(Path file, byte[] content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    Path temporary = folder.resolve("." + file.getFileName() + ".tmp");
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        out.write(content);
      }
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
