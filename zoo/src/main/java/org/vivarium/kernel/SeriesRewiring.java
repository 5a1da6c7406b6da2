package org.vivarium.kernel;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/** Matrix products over whole series, attention's above all, in ops that are faster. */
final class SeriesRewiring {
  private static final AttrValue INT = AttrValue.newBuilder().setType(DataType.DT_INT32).build();

  private final Graph graph;
  private final GraphDef.Builder def;
  private boolean changed;

  SeriesRewiring(Graph graph, GraphDef.Builder def) {
    this.graph = graph;
    this.def = def;
  }

  /** Whether there was something to rewire. */
  boolean rewire() {
    multiplyBatches();
    turnTallGradients();
    return changed;
  }

  /** The third version of this op takes numbers of several types, and has no oneDNN kernel. */
  private void multiplyBatches() {
    for (NodeDef.Builder node : def.getNodeBuilderList()) {
      if (node.getOp().equals("BatchMatMulV3")
          && node.getAttrOrThrow("Ta").equals(node.getAttrOrThrow("Tout"))
          && node.getAttrOrThrow("Tb").equals(node.getAttrOrThrow("Tout"))) {
        node.setOp("BatchMatMulV2").putAttr("T", node.getAttrOrThrow("Tout"));
        node.removeAttr("Ta").removeAttr("Tb").removeAttr("Tout");
        changed = true;
      }
    }
  }

  /**
   * A gradient {@code x' dy} that is taller than wide takes half as long again as {@code dy' x},
   * which is turned back at once. That pays where many rows are summed over: those of a series.
   */
  private void turnTallGradients() {
    for (NodeDef.Builder node : List.copyOf(def.getNodeBuilderList())) { // nodes are added to it
      if (node.getOp().equals("MatMul")
          && node.getAttrOrThrow("transpose_a").getB()
          && !node.getAttrOrThrow("transpose_b").getB()
          && isTall(graph.operation(node.getName()).output(0).shape())
          && (isOfSeries(node.getInput(0)) || isOfSeries(node.getInput(1)))) {
        String turned = node.getName() + "/turned";
        String axes = node.getName() + "/axes";
        AttrValue type = node.getAttrOrThrow("T");
        def.addNode(
            node.clone()
                .setName(turned)
                .setInput(0, node.getInput(1))
                .setInput(1, node.getInput(0)));
        def.addNode(constant(axes, 1, 0));
        String name = node.getName();
        node.clear().setName(name).setOp("Transpose").addInput(turned).addInput(axes);
        node.putAttr("T", type).putAttr("Tperm", INT);
        changed = true;
      }
    }
  }

  private static boolean isTall(Shape shape) {
    return shape.numDimensions() == 2 && shape.get(0) > shape.get(1) && shape.get(1) > 1;
  }

  /** Whether an input is the rows of a value {@code [batch, time, width]}. */
  private boolean isOfSeries(String input) {
    GraphOperation op = graph.operation(input);
    while (op != null && op.type().equals("Identity")) {
      op = (GraphOperation) op.input(0).op();
    }
    return op != null && op.type().equals("Reshape") && op.input(0).shape().numDimensions() == 3;
  }

  private static NodeDef constant(String name, int... numbers) {
    var size = TensorShapeProto.Dim.newBuilder().setSize(numbers.length);
    var tensor =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(TensorShapeProto.newBuilder().addDim(size));
    for (int number : numbers) {
      tensor.addIntVal(number);
    }
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", INT)
        .putAttr("value", AttrValue.newBuilder().setTensor(tensor).build())
        .build();
  }
}
