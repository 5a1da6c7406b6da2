package org.vivarium.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.proto.AttrValue;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;
import org.tensorflow.proto.TensorProto;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Writes two things of a graph in another way, so that the same numbers cost less; products over
 * whole series are {@link SeriesRewiring}'s.
 *
 * <p>The gradient of each ReLU, leaky or not, reads what the ReLU gave instead of what it got: a
 * convolution or batch norm whose result only its ReLU reads is fused with it by TensorFlow, and is
 * kept no longer than that.
 *
 * <p>The gradient of a matrix that many steps of a sequence share is a sum of products {@code A'B},
 * and becomes a few products of the steps' rows, one below the other: a large product is computed
 * faster than many small ones.
 */
final class Rewiring {
  private static final int FEW = 4; // terms that are left as they are
  private static final int TOGETHER = 16; // steps in a product: their rows still fit in the cache

  private Rewiring() {}

  /** A graph with ops by the same names; the one given, where there is nothing to rewire. */
  static Graph rewired(Graph graph) {
    GraphDef.Builder def = graph.toGraphDef().toBuilder();
    boolean series = new SeriesRewiring(graph, def).rewire(); // first: it looks at shapes
    boolean relus = relus(def);
    boolean products = products(def);
    if (!relus && !products && !series) {
      return graph;
    }
    Graph rewired = new Graph();
    rewired.importGraphDef(def.build());
    return rewired;
  }

  private static boolean relus(GraphDef.Builder def) {
    Map<String, String> relus = new HashMap<>(); // by what their gradients read
    for (NodeDef node : def.getNodeList()) {
      boolean leaky =
          node.getOp().equals("LeakyRelu") && node.getAttrOrThrow("alpha").getF() > 0; // signs stay
      if (node.getOp().equals("Relu") || leaky) {
        relus.put(node.getOp() + "Grad of " + node.getInput(0), node.getName());
      }
    }
    boolean changed = false;
    for (NodeDef.Builder node : def.getNodeBuilderList()) {
      String relu =
          node.getInputCount() == 2 ? relus.get(node.getOp() + " of " + node.getInput(1)) : null;
      if (relu != null) {
        node.setInput(1, relu);
        changed = true;
      }
    }
    return changed;
  }

  private static boolean products(GraphDef.Builder def) {
    Map<String, NodeDef> products = new HashMap<>(); // A'B by name
    for (NodeDef node : def.getNodeList()) {
      if (node.getOp().equals("MatMul")
          && node.getAttrOrThrow("transpose_a").getB()
          && !node.getAttrOrThrow("transpose_b").getB()) {
        products.put(node.getName(), node);
      }
    }
    List<NodeDef> added = new ArrayList<>();
    for (NodeDef.Builder sum : def.getNodeBuilderList()) {
      if (sum.getOp().equals("AddN")
          && sum.getInputCount() > FEW
          && products.keySet().containsAll(sum.getInputList())) {
        List<NodeDef> terms = sum.getInputList().stream().map(products::get).toList();
        List<String> parts = together(sum.getName(), terms, added);
        sum.clearInput().addAllInput(parts).putAttr("N", number(parts.size()));
      }
    }
    added.forEach(def::addNode);
    return !added.isEmpty();
  }

  /** Adds products that sum up to all terms, and gives their names. */
  private static List<String> together(String sum, List<NodeDef> terms, List<NodeDef> added) {
    String axis = sum + "/axis";
    added.add(zero(axis));
    List<String> names = new ArrayList<>();
    for (int i = 0; i < terms.size(); i += TOGETHER) {
      List<NodeDef> some = terms.subList(i, Math.min(i + TOGETHER, terms.size()));
      if (some.size() == 1) { // one that is left over stays as it is
        names.add(some.get(0).getName());
        continue;
      }
      String name = sum + "/" + i;
      NodeDef a = below(name + "/a", some, 0, axis);
      NodeDef b = below(name + "/b", some, 1, axis);
      NodeDef.Builder product = some.get(0).toBuilder().setName(name).clearInput();
      added.addAll(List.of(a, b, product.addInput(a.getName()).addInput(b.getName()).build()));
      names.add(name);
    }
    return names;
  }

  /** One of the factors of all terms, one below the other. */
  private static NodeDef below(String name, List<NodeDef> terms, int factor, String axis) {
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("ConcatV2")
        .addAllInput(terms.stream().map(t -> t.getInput(factor)).toList())
        .addInput(axis)
        .putAttr("N", number(terms.size()))
        .putAttr("T", terms.get(0).getAttrOrThrow("T"))
        .putAttr("Tidx", type(DataType.DT_INT32))
        .build();
  }

  private static NodeDef zero(String name) {
    TensorProto.Builder zero =
        TensorProto.newBuilder()
            .setDtype(DataType.DT_INT32)
            .setTensorShape(TensorShapeProto.getDefaultInstance())
            .addIntVal(0);
    return NodeDef.newBuilder()
        .setName(name)
        .setOp("Const")
        .putAttr("dtype", type(DataType.DT_INT32))
        .putAttr("value", AttrValue.newBuilder().setTensor(zero).build())
        .build();
  }

  private static AttrValue number(int n) {
    return AttrValue.newBuilder().setI(n).build();
  }

  private static AttrValue type(DataType type) {
    return AttrValue.newBuilder().setType(type).build();
  }
}
