package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Pooling.adaptiveAveragePool;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/**
 * {@link GoogLeNet} with the paper's two auxiliary classifiers, which give the lower layers a loss
 * of their own in training: 13,004,888 parameters for 224x224x3 images and 1000 classes, by
 * torchvision's names, so that torchvision's own weights load whole. As there, the auxiliary
 * dropout is 0.7 and the auxiliary pooling adapts to the size of the image.
 */
public record GoogLeNetAux(int classes) {
  private static final float AUXILIARY = .3f; // the share of each auxiliary loss, as in the paper

  /**
   * The logits of all three classifiers for images {@code [batch, height, width, channels]}, by the
   * names {@code logits}, {@code aux1.logits} and {@code aux2.logits}.
   */
  public Map<String, Value> build(Net net, Value image) {
    Value first = GoogLeNet.lower().build(net, image);
    Value second = GoogLeNet.middle().build(net, first);
    return Map.of(
        "logits", new GoogLeNet(classes).upper().build(net, second),
        "aux1.logits", auxiliary("aux1").build(net, first),
        "aux2.logits", auxiliary("aux2").build(net, second));
  }

  /**
   * The network for images of this size. A serving pass gives {@code logits} alone, but owns the
   * weights of the others too.
   */
  public Model model(int height, int width, int channels) {
    return new Model(
        List.of(Model.Input.floats("image", height, width, channels)),
        (net, in) -> {
          Map<String, Value> all = build(net, in.floats("image"));
          return net.training() ? all : Map.of("logits", all.get("logits"));
        });
  }

  /** The softmax cross-entropy of a training pass, with 0.3 of each auxiliary classifier's. */
  public static Value loss(Map<String, Value> outputs, Operand<TInt32> labels) {
    Value first = Losses.crossEntropy(outputs.get("aux1.logits"), labels);
    Value second = Losses.crossEntropy(outputs.get("aux2.logits"), labels);
    return Losses.crossEntropy(outputs.get("logits"), labels)
        .plus(first.plus(second).times(AUXILIARY));
  }

  private Layer auxiliary(String name) {
    return chain(
            adaptiveAveragePool(4),
            GoogLeNet.unit("conv", 128, 1, 1),
            flatten(),
            dense("fc1", 1024),
            relu(),
            dropout(.7f),
            dense("fc2", classes).init(Init.lecun())) // no ReLU follows
        .at(name);
  }
}
