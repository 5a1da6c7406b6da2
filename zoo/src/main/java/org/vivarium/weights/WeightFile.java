package org.vivarium.weights;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vivarium.kernel.Weights;

/** An open file, or folder, of named tensors, each of which is read when it is asked for. */
public final class WeightFile implements Closeable {
  /** The metadata under which a file says whose names and axes its tensors have. */
  static final String NAMES = "vivarium.names";

  /** Tensors of PyTorch's axes under names of Keras layers; images were flattened channel-last. */
  static final String KERAS = "keras";

  /** Tensors as TensorFlow's variables were: a parameter's layout says what their axes are. */
  static final String TENSORFLOW = "tensorflow";

  // tied weights are listed more than once, and Keras may compress; a bomb does it without end
  private static final long MOST_COPIES = 8;
  private static final long SMALL = 1 << 20;

  private final Path path;
  private final String format;
  private final Map<String, String> metadata;
  private final Map<String, Stored> tensors;
  private final Closeable source;

  /**
   * Takes over {@code source}, which it closes.
   *
   * @param length of the file in bytes, which bounds what its tensors may claim
   */
  WeightFile(
      Path path,
      String format,
      Map<String, String> metadata,
      Map<String, Stored> tensors,
      long length,
      Closeable source) {
    this.path = path;
    this.format = format;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.source = source;
    double claimed = this.tensors.values().stream().mapToDouble(Stored::bytes).sum();
    if (claimed > (double) length * MOST_COPIES + SMALL) {
      throw new IllegalArgumentException(
          "its tensors claim %.0f bytes, the file has %d: it is damaged or made to fill the memory"
              .formatted(claimed, length));
    }
  }

  /** Reads what an open file holds; throws with the file's name, and closes it then. */
  static WeightFile opened(Path path, FileChannel in, Format format) throws IOException {
    try {
      return format.open(path, in);
    } catch (IllegalArgumentException e) {
      in.close();
      throw new IllegalArgumentException(path + ": " + e.getMessage(), e);
    } catch (IOException | RuntimeException | Error e) {
      in.close();
      throw e;
    }
  }

  /** How the files of one format are opened; what is wrong is said without the file's name. */
  @FunctionalInterface
  interface Format {
    WeightFile open(Path path, FileChannel in) throws IOException;
  }

  public Path path() {
    return path;
  }

  /** The format in words, such as {@code safetensors} or {@code PyTorch}. */
  public String format() {
    return format;
  }

  public Map<String, String> metadata() {
    return metadata;
  }

  /** The tensors by name, in the order of the file. */
  public Map<String, Stored> tensors() {
    return tensors;
  }

  /** Reads one tensor. */
  public Weights.Array read(String name) throws IOException {
    Stored stored = tensors.get(name);
    if (stored == null) {
      throw new IllegalArgumentException(
          path + ": there is no tensor '" + name + "' among " + tensors.keySet());
    }
    try {
      return stored.read();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(path + ": tensor '" + name + "' " + e.getMessage(), e);
    }
  }

  /** Reads all tensors. */
  public Weights read() throws IOException {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    for (String name : tensors.keySet()) {
      arrays.put(name, read(name));
    }
    return new Weights(arrays, metadata);
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
