package org.vivarium.kernel;

/**
 * A function from a value to a value that may own parameters. A layer is immutable and holds no
 * weights: it asks the {@link Net} for them by name while it writes its ops.
 */
@FunctionalInterface
public interface Layer {
  Value build(Net net, Value x);

  /** The layers one after the other. */
  static Layer chain(Layer... layers) {
    return (net, x) -> {
      for (Layer layer : layers) {
        x = layer.build(net, x);
      }
      return x;
    };
  }

  /** This layer, with its parameters under {@code name}. */
  default Layer at(String name) {
    return (net, x) -> build(net.at(name), x);
  }

  /** A residual connection: the layer's result plus its input (He et al. 2015). */
  default Layer plusInput() {
    return (net, x) -> build(net, x).plus(x);
  }
}
