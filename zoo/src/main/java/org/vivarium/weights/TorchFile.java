package org.vivarium.weights;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code torch.save} writes since PyTorch 1.6: a zip archive of a pickle and the storages that
 * it names. The pickle may name the few things that a state dict needs; any other class or function
 * is refused by its name, and nothing of it runs.
 */
final class TorchFile implements Pickle.Names {
  private static final String PICKLE = "data.pkl";
  private static final String DICT = "collections.OrderedDict";
  private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
  private static final String PARAMETER = "torch._utils._rebuild_parameter";
  private static final String STORAGE = "Storage";

  private static final Map<String, Dtype> STORAGES =
      Map.of(
          "torch.DoubleStorage", Dtype.F64,
          "torch.FloatStorage", Dtype.F32,
          "torch.HalfStorage", Dtype.F16,
          "torch.BFloat16Storage", Dtype.BF16,
          "torch.LongStorage", Dtype.I64,
          "torch.IntStorage", Dtype.I32,
          "torch.ShortStorage", Dtype.I16,
          "torch.CharStorage", Dtype.I8,
          "torch.ByteStorage", Dtype.U8,
          "torch.BoolStorage", Dtype.BOOL);

  private final Zip zip;
  private final String root;
  private final ByteOrder order;

  /** A name that the pickle may use. */
  private record Global(String name) {}

  private TorchFile(Zip zip, String root, ByteOrder order) {
    this.zip = zip;
    this.root = root;
    this.order = order;
  }

  /** Whether an archive is PyTorch's. */
  static boolean is(Zip zip) {
    return zip.entries().keySet().stream().anyMatch(TorchFile::isPickle);
  }

  private static boolean isPickle(String entry) {
    return entry.equals(PICKLE)
        || (entry.endsWith("/" + PICKLE) && entry.split("/", -1).length == 2);
  }

  static WeightFile open(Path path, FileChannel in, Zip zip) throws IOException {
    String pickle = zip.entries().keySet().stream().filter(TorchFile::isPickle).findFirst().get();
    String root = pickle.substring(0, pickle.length() - PICKLE.length());
    String ends = root + "byteorder";
    boolean big =
        zip.entries().containsKey(ends)
            && new String(zip.bytes(ends), StandardCharsets.UTF_8).equals("big");
    TorchFile file = new TorchFile(zip, root, big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    Object read = Pickle.read(zip.bytes(pickle), file);
    Map<String, Stored> tensors = StateDict.of(read);
    return new WeightFile(path, "PyTorch", Map.of(), tensors, zip.file().length(), in);
  }

  @Override
  public Object global(String name) {
    if (name.equals(DICT)
        || name.equals(TENSOR)
        || name.equals(PARAMETER)
        || STORAGES.containsKey(name)) {
      return new Global(name);
    }
    if (name.startsWith("torch.") && name.endsWith(STORAGE)) {
      throw new IllegalArgumentException(
          "holds a tensor in a '%s'; what is read is float, double, half, bfloat16, long, int,"
                  .formatted(name)
              + " short, char, byte and bool");
    }
    throw new IllegalArgumentException(
        "names '%s', which is no part of a state dict: it is refused and nothing of it was run;"
                .formatted(name)
            + " save the tensors alone, with torch.save(model.state_dict(), file)");
  }

  @Override
  public Object call(Object global, List<?> arguments) {
    String name = global instanceof Global g ? g.name() : "";
    if (name.equals(DICT) && arguments.isEmpty()) {
      return new LinkedHashMap<>();
    }
    if (name.equals(TENSOR) && arguments.size() >= 4 && arguments.get(0) instanceof Storage s) {
      return s.tensor(
          number(arguments.get(1)), numbers(arguments.get(2)), numbers(arguments.get(3)), order);
    }
    if (name.equals(PARAMETER) && !arguments.isEmpty() && arguments.get(0) instanceof Stored t) {
      return t;
    }
    throw new IllegalArgumentException(
        "calls " + (name.isEmpty() ? "what is no function" : "'" + name + "' with odd arguments"));
  }

  /** A storage: {@code ("storage", type, key, device, elements)}. */
  @Override
  public Object persistent(Object id) {
    if (id instanceof List<?> parts
        && parts.size() >= 5
        && parts.get(1) instanceof Global type
        && STORAGES.containsKey(type.name())
        && parts.get(2) instanceof String key) {
      Dtype dtype = STORAGES.get(type.name());
      long elements = number(parts.get(4));
      try {
        Region bytes = zip.stored(root + "data/" + key);
        if (elements < 0 || elements > bytes.length() / dtype.size) {
          throw new IllegalArgumentException(
              "holds a storage '%s' that claims %d numbers of %d bytes and has %d bytes"
                  .formatted(key, elements, dtype.size, bytes.length()));
        }
        return new Storage(bytes, dtype, elements);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    throw new IllegalArgumentException("keeps something outside its pickle that is no storage");
  }

  private static long number(Object o) {
    if (o instanceof Long n) {
      return n;
    }
    throw new IllegalArgumentException("has something else where a tensor's size should stand");
  }

  private static long[] numbers(Object o) {
    if (o instanceof List<?> list && list.size() <= Stored.MAX_RANK) {
      return list.stream().mapToLong(TorchFile::number).toArray();
    }
    throw new IllegalArgumentException("has something else where a tensor's shape should stand");
  }
}
