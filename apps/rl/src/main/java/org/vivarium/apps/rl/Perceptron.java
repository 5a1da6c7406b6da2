package org.vivarium.apps.rl;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.vivarium.kernel.Weights;

/**
 * A copy of a small Q-network in plain Java, for one state: to call a session costs ten times what
 * a network of ten thousand weights does.
 *
 * @param weights of each layer, {@code [out, in]} row-major
 * @param biases of each layer
 */
record Perceptron(List<float[]> weights, List<float[]> biases) {
  private static final String WEIGHT = ".weight";

  /** Whether a network is layers after each other over a vector, with ReLU between them. */
  static boolean suits(Network network) {
    return !network.dueling() && network.spec().shape().size() == 1;
  }

  /** Copies a network that {@link #suits}. */
  static Perceptron of(Weights network) {
    List<float[]> weights = new ArrayList<>();
    List<float[]> biases = new ArrayList<>();
    network.arrays().keySet().stream()
        .filter(name -> name.endsWith(WEIGHT))
        .sorted(Comparator.comparingInt(Perceptron::place))
        .forEach(
            name -> {
              weights.add(network.arrays().get(name).data());
              biases.add(network.arrays().get(name.replace(WEIGHT, ".bias")).data());
            });
    return new Perceptron(weights, biases);
  }

  private static int place(String name) { // of network.2.weight it is 2
    return Integer.parseInt(name.substring(name.indexOf('.') + 1, name.lastIndexOf('.')));
  }

  /** The action of the highest value. */
  int best(float[] observation) {
    float[] x = observation;
    for (int layer = 0; layer < weights.size(); layer++) {
      x = dense(weights.get(layer), biases.get(layer), x, layer + 1 < weights.size());
    }
    return Policy.highest(x, 1)[0];
  }

  private static float[] dense(float[] weight, float[] bias, float[] x, boolean relu) {
    float[] y = new float[bias.length];
    for (int o = 0; o < y.length; o++) {
      float sum = bias[o];
      int row = o * x.length;
      for (int i = 0; i < x.length; i++) {
        sum += weight[row + i] * x[i];
      }
      y[o] = relu ? Math.max(0, sum) : sum;
    }
    return y;
  }
}
