package org.vivarium.apps.generative.restore;

import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Described;
import org.vivarium.zoo.Autoencoder;
import org.vivarium.zoo.UNet;

/**
 * A network that gives images back: what it takes to build it again. But for the autoencoder it is
 * a U-Net that says what must be added to what it is shown.
 *
 * @param image height, width and channels of the images that it was trained on; but for the
 *     autoencoder it takes other sizes, too
 */
record Restorer(String task, List<Integer> image, int width, int depth, int code) {
  private static final String KEY = "restorer"; // in the metadata of weights
  private static final String SCALE = "residual";

  Restorer {
    image = List.copyOf(image);
  }

  static Restorer of(RestoreConfig config, List<Integer> image) {
    return new Restorer(config.task().verb(), image, config.width(), config.depth(), config.code());
  }

  /** The network that weights were trained in. */
  static Restorer ofWeights(Weights weights) {
    return Described.read(weights, KEY, Restorer.class, "network", "this app");
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return Map.of(KEY, Described.text(this));
  }

  boolean anySize() {
    return !task.equals(Task.AUTOENCODER.verb());
  }

  /** What a side of an image must be a multiple of. */
  int multiple() {
    return anySize() ? 1 << depth : 1;
  }

  int channels() {
    return image.get(2);
  }

  /** The image that was spoilt, in 0..1 or a little beyond. */
  Value restore(Net net, Value spoilt) {
    if (!anySize()) {
      Autoencoder network = new Autoencoder(image, List.of(1000, 500, 250), code, 0);
      return network.decoder().build(net, network.encoder().build(net, spoilt)).sigmoid();
    }
    // begins at what it is shown, and moves away from it as it learns
    Value scale = net.weight(SCALE, Init.constant(.1f), 1);
    return spoilt.plus(new UNet(channels(), width, depth).build(net, spoilt).times(scale));
  }

  /** What is exported: spoilt images in 0..1 to restored ones. */
  Model served(RestoreConfig config) {
    boolean open = anySize();
    int given = config.task() == Task.COLORIZE ? 1 : channels();
    return new Model(
        List.of(
            open
                ? Model.Input.floats("image", -1, -1, given)
                : Model.Input.floats("image", image.get(0), image.get(1), given)),
        (net, in) ->
            Map.of("restored", restore(net, config.task().taken(in.floats("image"), config))));
  }
}
