package org.vivarium.report;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Param;
import org.vivarium.kernel.Program;

/**
 * What a network is made of, read off the graph of its serving pass over one example: so it tells
 * of any network, whoever wrote it.
 *
 * @param activations numbers that the ops of a pass give, which training keeps for the gradients
 */
public record LayerTable(List<Row> rows, long activations) {
  private static final String PASS = "serving/";
  private static final Set<String> SILENT =
      Set.of("Identity", "Const", "Reshape", "Shape", "StridedSlice", "Pack", "NoOp");

  /**
   * One layer, under the path of its parameters; what has none stands under its op's name.
   *
   * @param kind its op, such as {@code Conv2D}
   * @param output the shape for one example, without the axis of the batch
   * @param parameters trained ones
   * @param multiplyAdds of matrix products and convolutions
   */
  public record Row(
      String path, String kind, List<Long> output, long parameters, long multiplyAdds) {
    public Row {
      output = List.copyOf(output);
    }
  }

  public LayerTable {
    rows = List.copyOf(rows);
  }

  /** Builds the network once, without a session. */
  public static LayerTable of(Model model) {
    try (Program program = new Program(0)) {
      model.build(program.serving(), model.declare(program, 1));
      Map<String, Long> owned = new LinkedHashMap<>();
      for (Param p : program.params("")) {
        long size = p.trained() ? p.shape().size() : 0;
        owned.merge(owner(p.path()), size, Long::sum);
      }
      return read((Graph) program.tf().scope().env(), owned);
    }
  }

  /** Trained parameters of all layers. */
  public long parameters() {
    return rows.stream().mapToLong(Row::parameters).sum();
  }

  /** Of one example through all layers. */
  public long multiplyAdds() {
    return rows.stream().mapToLong(Row::multiplyAdds).sum();
  }

  private static LayerTable read(Graph graph, Map<String, Long> owned) {
    Map<String, List<GraphOperation>> layers = new LinkedHashMap<>();
    long activations = 0;
    for (Iterator<GraphOperation> ops = graph.operations(); ops.hasNext(); ) {
      GraphOperation op = ops.next();
      if (op.name().startsWith(PASS) && !SILENT.contains(op.type())) {
        String path = path(op, owned.keySet());
        boolean alone = !owned.containsKey(path);
        if (!alone || products(op) > 0 || op.type().contains("Pool")) {
          layers.computeIfAbsent(path, p -> new ArrayList<>()).add(op);
        }
        activations += size(op.output(0).shape());
      }
    }
    List<Row> rows = new ArrayList<>();
    layers.forEach((path, ops) -> rows.add(row(path, ops, owned.getOrDefault(path, 0L))));
    return new LayerTable(rows, activations);
  }

  /** The longest path with parameters that the op lies under; its own name where there is none. */
  private static String path(GraphOperation op, Set<String> owners) {
    String dotted = op.name().substring(PASS.length()).replace('/', '.');
    for (String path = owner(dotted); !path.isEmpty(); path = owner(path)) {
      if (owners.contains(path)) {
        return path;
      }
    }
    return dotted;
  }

  private static String owner(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('.')));
  }

  private static Row row(String path, List<GraphOperation> ops, long parameters) {
    GraphOperation main = ops.get(0);
    long sum = 0;
    for (GraphOperation op : ops) {
      sum += products(op);
      main = products(op) > products(main) ? op : main;
    }
    long[] shape = main.output(0).shape().asArray();
    LongStream one = LongStream.of(shape).skip(shape.length > 1 && shape[0] == 1 ? 1 : 0);
    return new Row(path, main.type(), one.boxed().toList(), parameters, sum);
  }

  /** Multiplications whose results are summed. */
  private static long products(GraphOperation op) {
    return switch (op.type()) {
      case "Conv2D" -> size(output(op)) * kernel(op, 1) * axis(op, 1, 2);
      case "DepthwiseConv2dNative" -> size(output(op)) * kernel(op, 1);
      case "Conv2DBackpropInput" -> size(op.input(2).shape()) * kernel(op, 1) * axis(op, 1, 2);
      case "MatMul", "BatchMatMul", "BatchMatMulV2", "BatchMatMulV3" -> matrixProducts(op);
      default -> 0;
    };
  }

  private static long matrixProducts(GraphOperation op) {
    Shape shape = output(op);
    long batch = size(shape) / Math.max(1, shape.get(-1) * shape.get(-2));
    // batch m k, batch k n and batch m n numbers: the inner length without asking what is
    // transposed
    double inner =
        (double) size(op.input(0).shape())
            * size(op.input(1).shape())
            / size(shape)
            / Math.max(1, batch);
    return Math.round(size(shape) * Math.sqrt(inner));
  }

  private static Shape output(GraphOperation op) {
    return op.output(0).shape();
  }

  /** Numbers of a kernel per pair of channels: its height times its width. */
  private static long kernel(GraphOperation op, int input) {
    Shape kernel = op.input(input).shape();
    return kernel.get(0) * kernel.get(1);
  }

  /** An axis of a kernel. */
  private static long axis(GraphOperation op, int input, int axis) {
    return op.input(input).shape().get(axis);
  }

  private static long size(Shape shape) {
    return shape.hasUnknownDimension() ? 0 : shape.size();
  }
}
