package org.vivarium.weights;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The files that src/test/python/weights_golden.py wrote. */
final class Resources {
  private Resources() {}

  /** Puts a file into a folder; one that is kept packed is unpacked. */
  static Path file(Path folder, String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (InputStream plain = open(name)) {
      if (plain != null) {
        Files.copy(plain, file);
        return file;
      }
    }
    try (InputStream packed = new GZIPInputStream(open(name + ".gz"))) {
      Files.copy(packed, file);
      return file;
    }
  }

  static JsonObject json(String name) throws IOException {
    try (InputStream in = open(name)) {
      return JsonParser.parseReader(new InputStreamReader(in, UTF_8)).getAsJsonObject();
    }
  }

  private static InputStream open(String name) {
    return Resources.class.getResourceAsStream("/weights/" + name);
  }
}
