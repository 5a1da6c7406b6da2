package org.vivarium.apps.generative.segment;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Weights;
import org.vivarium.zoo.UNet;

/** A U-Net of the zoo, fitted to images with masks: what it takes to build it again. */
record SegNetwork(int channels, int width, int depth, List<String> classes) {
  private static final String KEY = "segmentation"; // in the metadata of weights
  private static final Gson GSON = new Gson();

  SegNetwork {
    classes = List.copyOf(classes);
  }

  /** The network that weights were trained in. */
  static SegNetwork ofWeights(Weights weights) {
    try {
      SegNetwork network = GSON.fromJson(weights.metadata().get(KEY), SegNetwork.class);
      if (network != null) {
        return network;
      }
    } catch (JsonParseException | NullPointerException e) {
      throw new IllegalArgumentException("the weights say no network that can be built", e);
    }
    throw new IllegalArgumentException(
        "the weights do not say what network they are of: they were not written by 'segment train'");
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return Map.of(KEY, GSON.toJson(this));
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
