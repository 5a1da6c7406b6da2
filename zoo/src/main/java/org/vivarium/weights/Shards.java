package org.vivarium.weights;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Weights in several files, as Hugging Face cuts them: an index says which file has a tensor. */
final class Shards {
  static final String INDEX = ".index.json";

  private static final int MAX_INDEX = 100_000_000;
  private static final int MAX_FILES = 10_000;

  private Shards() {}

  /** Opens all files that an index names, which lie beside it. */
  static WeightFile open(Path index) throws IOException {
    Map<String, String> where = index(index);
    TreeSet<String> files = new TreeSet<>(where.values());
    if (files.size() > MAX_FILES) {
      throw new IllegalArgumentException(index + ": names " + files.size() + " files");
    }
    Map<String, WeightFile> open = new LinkedHashMap<>();
    Closeable all = () -> close(open.values());
    try {
      long length = 0;
      for (String name : files) {
        Path file = index.resolveSibling(name);
        if (!Files.isRegularFile(file)) {
          throw new IllegalArgumentException(
              index + ": the file '" + name + "' that it names is not beside it");
        }
        open.put(name, WeightFiles.openFile(file));
        length += Files.size(file);
      }
      return new WeightFile(
          index, "sharded " + format(open), Map.of(), tensors(index, where, open), length, all);
    } catch (IOException | RuntimeException | Error e) {
      all.close();
      throw e;
    }
  }

  private static String format(Map<String, WeightFile> open) {
    return open.isEmpty() ? "weights" : open.values().iterator().next().format();
  }

  private static Map<String, Stored> tensors(
      Path index, Map<String, String> where, Map<String, WeightFile> open) {
    Map<String, Stored> tensors = new LinkedHashMap<>();
    where.forEach(
        (tensor, file) -> {
          Stored stored = open.get(file).tensors().get(tensor);
          if (stored == null) {
            throw new IllegalArgumentException(
                "%s: the tensor '%s' is not in '%s', where it should be"
                    .formatted(index, tensor, file));
          }
          tensors.put(tensor, stored);
        });
    return tensors;
  }

  private static Map<String, String> index(Path index) throws IOException {
    if (Files.size(index) > MAX_INDEX) {
      throw new IllegalArgumentException(
          index + ": is larger than any index of shards, " + MAX_INDEX + " bytes");
    }
    Map<String, String> where = new LinkedHashMap<>();
    try {
      JsonObject json = JsonParser.parseString(Files.readString(index)).getAsJsonObject();
      for (Map.Entry<String, JsonElement> e : json.getAsJsonObject("weight_map").entrySet()) {
        where.put(e.getKey(), checked(index, e.getValue().getAsString()));
      }
      return where;
    } catch (JsonParseException
        | IllegalStateException
        | ClassCastException
        | UnsupportedOperationException
        | NullPointerException
        | java.nio.charset.CharacterCodingException e) {
      throw new IllegalArgumentException(
          index + ": is no index of shards, which is JSON with a 'weight_map' of tensors to files",
          e);
    }
  }

  private static String checked(Path index, String file) {
    if (file.isEmpty() || file.contains("/") || file.contains("\\") || file.equals("..")) {
      throw new IllegalArgumentException(
          index + ": names the file '" + file + "', which is not beside it: it is refused");
    }
    return file;
  }

  private static void close(Iterable<WeightFile> files) throws IOException {
    List<IOException> failed = new ArrayList<>();
    for (WeightFile file : files) {
      try {
        file.close();
      } catch (IOException e) {
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      throw failed.get(0);
    }
  }
}
