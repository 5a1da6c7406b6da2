package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Layers.pad;
import static org.vivarium.layers.Pooling.adaptiveAveragePool;
import static org.vivarium.layers.Pooling.globalAveragePool;
import static org.vivarium.layers.Pooling.maxPool;

import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Padding;

/**
 * AlexNet in one column (Krizhevsky, "One weird trick for parallelizing convolutional neural
 * networks", 2014) with torchvision's names and without local response normalisation: 61,100,840
 * parameters for 224x224x3 images and 1000 classes. Images below 64 pixels get 2x2 pooling and a
 * single dense layer, as is usual for CIFAR (2,472,266 parameters for ten classes); below 32 pixels
 * nothing would be left of them.
 *
 * @param hidden units of the two hidden dense layers, 4096 in the paper
 */
public record AlexNet(int classes, int hidden) implements Layer {
  private static final int SMALL = 64;
  private static final int SMALLEST = 32;

  public AlexNet(int classes) {
    this(classes, 4096);
  }

  @Override
  public Value build(Net net, Value image) {
    return Sides.shorter("AlexNet", image, SMALLEST) < SMALL
        ? chain(
                conv("features.0", 64, 11).stride(4),
                features(maxPool(2)),
                globalAveragePool(),
                dense("classifier", classes).init(Init.lecun()))
            .build(net, image)
        : chain(
                pad(2),
                conv("features.0", 64, 11).stride(4).padding(Padding.VALID),
                features(maxPool(3, 2, 0)),
                adaptiveAveragePool(6),
                flatten(),
                dropout(.5f),
                dense("classifier.1", hidden),
                relu(),
                dropout(.5f),
                dense("classifier.4", hidden),
                relu(),
                dense("classifier.6", classes).init(Init.lecun())) // no ReLU follows
            .build(net, image);
  }

  private static Layer features(Layer pool) {
    return chain(
        relu(),
        pool,
        conv("features.3", 192, 5),
        relu(),
        pool,
        conv("features.6", 384, 3),
        relu(),
        conv("features.8", 256, 3),
        relu(),
        conv("features.10", 256, 3),
        relu(),
        pool);
  }
}
