package org.vivarium.kernel;

import java.util.HashMap;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.NodeDef;

/**
 * Lets the gradient of each ReLU read what the ReLU gave instead of what it got. The numbers are
 * the same, but a convolution or batch norm whose result only its ReLU reads is fused with it by
 * TensorFlow, and is kept no longer than that.
 */
final class Rewiring {
  private Rewiring() {}

  /** A graph of the same ops by the same names; the one given, where there is nothing to rewire. */
  static Graph rewired(Graph graph) {
    GraphDef.Builder def = graph.toGraphDef().toBuilder();
    Map<String, String> relus = new HashMap<>(); // by what they read
    for (NodeDef node : def.getNodeList()) {
      if (node.getOp().equals("Relu")) {
        relus.put(node.getInput(0), node.getName());
      }
    }
    boolean changed = false;
    for (NodeDef.Builder node : def.getNodeBuilderList()) {
      if (node.getOp().equals("ReluGrad") && relus.containsKey(node.getInput(1))) {
        node.setInput(1, relus.get(node.getInput(1)));
        changed = true;
      }
    }
    if (!changed) {
      return graph;
    }
    Graph rewired = new Graph();
    rewired.importGraphDef(def.build());
    return rewired;
  }
}
