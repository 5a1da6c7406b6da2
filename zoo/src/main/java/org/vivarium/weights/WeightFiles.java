package org.vivarium.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.vivarium.kernel.Weights;

/**
 * Weights in any format that is read: safetensors, in one file or in shards; PyTorch's {@code
 * torch.save}; Keras's {@code .keras}, {@code .weights.h5} and {@code .h5}; the variables of a
 * SavedModel. What a file is, its content says.
 */
public final class WeightFiles {
  private static final long HDF5 = 0x0a1a0a0d46444889L; // "\211HDF\r\n\032\n"
  private static final int ZIP = 0x04034b50; // "PK\3\4"
  private static final int ZIP_EMPTY = 0x06054b50; // "PK\5\6"
  private static final String READ =
      "what is read is safetensors, PyTorch's .pt, Keras's .keras and .h5, and SavedModel folders";

  private WeightFiles() {}

  /** Reads all tensors of a file or folder, with PyTorch's names and axes as far as it tells. */
  public static Weights read(Path path) throws IOException {
    try (WeightFile file = open(path)) {
      return file.read();
    }
  }

  /**
   * Opens a file, or the folder of sharded weights or of a SavedModel; who opens closes.
   *
   * @throws IllegalArgumentException where it is none of the formats or damaged, with its name
   */
  public static WeightFile open(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      return openFolder(path);
    }
    if (path.toString().endsWith(Shards.INDEX)) {
      return Shards.open(path);
    }
    if (path.toString().endsWith(TensorBundle.INDEX)) {
      return openCheckpoint(path);
    }
    return openFile(path);
  }

  /**
   * Writes what a file or folder holds as one safetensors file of float32, tensor by tensor, so
   * that it may be larger than the memory.
   *
   * @param lines takes a line on each tensor: name, shape and type in the file
   */
  public static void convert(Path in, Path out, Consumer<String> lines) throws IOException {
    try (WeightFile file = open(in)) {
      if (Files.isDirectory(out)) {
        throw new IllegalArgumentException(out + " is a folder; name the file to be written");
      }
      Safetensors.write(out, file);
      file.tensors()
          .forEach(
              (name, t) -> lines.accept(name + " " + Stored.text(t.shape()) + " " + t.dtype()));
    }
  }

  private static WeightFile openFolder(Path folder) throws IOException {
    if (Files.exists(folder.resolve(SavedVariables.MODEL))) {
      try {
        return SavedVariables.open(folder);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(folder + ": " + e.getMessage(), e);
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> indices = files.filter(f -> f.toString().endsWith(Shards.INDEX)).sorted().toList();
      if (indices.size() == 1) {
        return Shards.open(indices.get(0));
      }
      throw new IllegalArgumentException(
          "%s is a folder with %s; name the file, or a folder with one index or a SavedModel"
              .formatted(
                  folder,
                  indices.isEmpty()
                      ? "no index of shards (model.safetensors.index.json)"
                      : "several: " + indices));
    }
  }

  private static WeightFile openCheckpoint(Path index) throws IOException {
    String name = index.getFileName().toString();
    String prefix = name.substring(0, name.length() - TensorBundle.INDEX.length());
    try {
      return SavedVariables.checkpoint(index, index.resolveSibling(prefix));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(index + ": " + e.getMessage(), e);
    }
  }

  /** Opens a single file by its content. */
  static WeightFile openFile(Path path) throws IOException {
    if (Files.isDirectory(path)) {
      throw new IllegalArgumentException(path + " is a folder");
    }
    return WeightFile.opened(path, FileChannel.open(path), WeightFiles::open);
  }

  private static WeightFile open(Path path, FileChannel in) throws IOException {
    ByteBuffer first = ByteBuffer.allocate(9).order(ByteOrder.LITTLE_ENDIAN);
    int n = in.read(first, 0);
    String name = path.toString();
    if (n >= 4 && (first.getInt(0) == ZIP || first.getInt(0) == ZIP_EMPTY)) {
      return openZip(path, in);
    }
    if (n >= 8 && first.getLong(0) == HDF5) {
      return KerasFile.open(path, in);
    }
    if (name.endsWith(".safetensors") || (n == 9 && first.get(8) == '{')) {
      return Safetensors.open(path, in);
    }
    if (n >= 2 && (first.get(0) & 0xff) == 0x80) {
      throw new IllegalArgumentException(
          "is a pickle outside a zip archive, as PyTorch before 1.6 wrote it: load it in PyTorch"
              + " and save its state_dict again");
    }
    if (n < 1) {
      throw new IllegalArgumentException("is empty; " + READ);
    }
    throw new IllegalArgumentException("begins as none of the known formats; " + READ);
  }

  private static WeightFile openZip(Path path, FileChannel in) throws IOException {
    Zip zip = Zip.read(Region.of(in));
    if (KerasFile.is(zip)) {
      return KerasFile.open(path, in, zip);
    }
    if (TorchFile.is(zip)) {
      return TorchFile.open(path, in, zip);
    }
    throw new IllegalArgumentException(
        "is a zip archive without the data.pkl of PyTorch or the model.weights.h5 of Keras");
  }
}
