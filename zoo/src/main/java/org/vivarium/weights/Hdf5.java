package org.vivarium.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.object.datatype.DataType;
import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.OrderedDataType;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * The groups and numbers of an HDF5 file. The library that reads the format trusts its files; here
 * its claims are compared with the file's length first, and its failures become sentences.
 */
final class Hdf5 {
  private final Region region;
  private final HdfFile file;

  /** Opens a file that lies in a region. */
  Hdf5(Region region) throws IOException {
    this.region = region;
    this.file = sure("its beginning", () -> open(region));
    long end = file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress();
    if (end > region.length()) {
      throw new IllegalArgumentException(
          "is an HDF5 file of %d bytes that was cut off after %d".formatted(end, region.length()));
    }
  }

  private static HdfFile open(Region region) throws IOException {
    if (region.length() <= Integer.MAX_VALUE) {
      return HdfFile.fromByteBuffer(region.mapped()); // allocates nothing that the file claims
    }
    if (region.start() > 0) {
      throw new IllegalArgumentException(
          "holds an HDF5 file of more than 2 GB: unpack it and give the .h5 file itself");
    }
    return new HdfFile(region.channel());
  }

  Group root() {
    return file;
  }

  /** The children of a group; links to other places and files are not followed. */
  Map<String, Node> children(Group group) {
    return sure("the group '" + group.getPath() + "'", group::getChildren);
  }

  /** The group or tensor at a path below a group, or null. */
  Node at(Group group, String path) {
    Node node = group;
    for (String name : path.split("/", -1)) {
      node = node instanceof Group g ? children(g).get(name) : null;
    }
    return node;
  }

  /** The text of an attribute, or null. */
  String text(Node node, String name) {
    Object value = attribute(node, name);
    return value == null ? null : value.toString();
  }

  /** The lines of an attribute, which Keras cuts in parts ({@code name0, name1}) when long. */
  List<String> lines(Node node, String name) {
    if (attribute(node, name) instanceof Object[] lines) {
      return Arrays.stream(lines).map(String::valueOf).toList();
    }
    List<String> all = new ArrayList<>();
    for (int i = 0; attribute(node, name + i) instanceof Object[] part; i++) {
      Arrays.stream(part).map(String::valueOf).forEach(all::add);
    }
    return all;
  }

  boolean has(Node node, String attribute) {
    return sure("the attributes of '" + node.getPath() + "'", node::getAttributes)
        .containsKey(attribute);
  }

  private Object attribute(Node node, String name) {
    return sure(
        "the attribute '" + name + "'",
        () -> {
          Attribute attribute = node.getAttributes().get(name);
          if (attribute == null) {
            return null;
          }
          long size =
              Stored.elements(Arrays.stream(attribute.getDimensions()).asLongStream().toArray());
          if (size > region.length()) {
            throw new IllegalArgumentException(
                "the attribute '" + name + "' claims more entries than the file has bytes");
          }
          return attribute.getData();
        });
  }

  /** The tensor that a node is. */
  Stored tensor(Dataset data) {
    String path = data.getPath();
    return sure("'" + path + "'", () -> stored(path, data));
  }

  private Stored stored(String path, Dataset data) {
    Dtype dtype = dtype(path, data.getDataType());
    long[] shape = Arrays.stream(data.getDimensions()).asLongStream().toArray();
    long elements = Stored.elements(shape);
    if (data instanceof ContiguousDataset plain && !data.isEmpty()) {
      long start = Math.addExact(plain.getDataAddress(), file.getUserBlockSize());
      Region numbers = region.part("'" + path + "'", start, elements * dtype.size);
      ByteOrder order = ((OrderedDataType) data.getDataType()).getByteOrder();
      return new Stored(dtype, shape, () -> numbers.floats(dtype, order));
    }
    if (!data.getFilters().isEmpty() || elements * dtype.size > region.length()) {
      throw new IllegalArgumentException(
          "'" + path + "' is compressed, which is not read: unpack it with 'h5repack -f NONE'");
    }
    return new Stored(dtype, shape, () -> sure("'" + path + "'", () -> floats(data, elements)));
  }

  /** Numbers in chunks or inside the header. */
  private static float[] floats(Dataset data, long elements) {
    Object array = data.isScalar() ? null : data.getDataFlat();
    float[] floats = new float[(int) elements];
    if (array == null) {
      if (elements == 1) {
        floats[0] = ((Number) data.getData()).floatValue();
      }
      return floats;
    }
    if (Array.getLength(array) != elements) {
      throw new IllegalArgumentException("'" + data.getPath() + "' has not the size of its shape");
    }
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) Array.getDouble(array, i);
    }
    return floats;
  }

  private static Dtype dtype(String path, DataType type) {
    Dtype dtype = null;
    if (type instanceof FloatingPoint f) {
      dtype =
          switch (f.getSize() + " bytes, exponent " + f.getExponentSize()) {
            case "2 bytes, exponent 5" -> Dtype.F16;
            case "2 bytes, exponent 8" -> Dtype.BF16;
            case "4 bytes, exponent 8" -> Dtype.F32;
            case "8 bytes, exponent 11" -> Dtype.F64;
            default -> null;
          };
    } else if (type instanceof FixedPoint n && (n.isSigned() || n.getSize() == 1)) {
      dtype =
          switch (n.getSize()) {
            case 1 -> n.isSigned() ? Dtype.I8 : Dtype.U8;
            case 2 -> Dtype.I16;
            case 4 -> Dtype.I32;
            case 8 -> Dtype.I64;
            default -> null;
          };
    }
    if (dtype == null) {
      throw new IllegalArgumentException(
          "'%s' holds numbers of the type %s in %d bytes; what is read is %s"
              .formatted(
                  path, type.getClass().getSimpleName(), type.getSize(), List.of(Dtype.values())));
    }
    return dtype;
  }

  /** What the library says, or a sentence where the file makes it stumble. */
  private static <T> T sure(String what, Callable<T> read) {
    try {
      return read.call();
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (Exception | StackOverflowError e) { // whatever a damaged file leads it to
      throw new IllegalArgumentException(
          "is an HDF5 file that cannot be read at "
              + what
              + ": it is damaged or cut off ("
              + e.getMessage()
              + ")",
          e);
    }
  }
}
