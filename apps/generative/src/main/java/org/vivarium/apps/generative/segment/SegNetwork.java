package org.vivarium.apps.generative.segment;

import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Described;
import org.vivarium.zoo.UNet;

/** A U-Net of the zoo, fitted to images with masks: what it takes to build it again. */
record SegNetwork(int channels, int width, int depth, List<String> classes) {
  private static final String KEY = "segmentation"; // in the metadata of weights

  SegNetwork {
    classes = List.copyOf(classes);
  }

  /** The network that weights were trained in. */
  static SegNetwork ofWeights(Weights weights) {
    return Described.read(weights, KEY, SegNetwork.class, "network", "'segment train'");
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return Map.of(KEY, Described.text(this));
  }

  UNet unet() {
    return new UNet(classes.size(), width, depth);
  }

  /** What is exported: pixels in 0..1, of any size, to probabilities of the classes. */
  Model served() {
    return new Model(
        List.of(Model.Input.floats("image", -1, -1, channels)),
        (net, in) -> Map.of("probabilities", unet().build(net, in.floats("image")).softmax()));
  }
}
