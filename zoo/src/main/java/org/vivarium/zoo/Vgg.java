package org.vivarium.zoo;

import static org.vivarium.kernel.Layer.chain;
import static org.vivarium.layers.Activations.relu;
import static org.vivarium.layers.Layers.batchNorm;
import static org.vivarium.layers.Layers.conv;
import static org.vivarium.layers.Layers.dense;
import static org.vivarium.layers.Layers.dropout;
import static org.vivarium.layers.Layers.flatten;
import static org.vivarium.layers.Pooling.adaptiveAveragePool;
import static org.vivarium.layers.Pooling.globalAveragePool;
import static org.vivarium.layers.Pooling.maxPool;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * VGG (Simonyan and Zisserman, "Very deep convolutional networks for large-scale image
 * recognition", 2014) with torchvision's names: VGG-16 has 138,357,544 parameters for 224x224x3
 * images and 1000 classes. Images below 64 pixels get a single dense layer after the convolutions,
 * as is usual for CIFAR (14,719,818 parameters for ten classes); below 32 pixels nothing would be
 * left of them.
 *
 * @param blocks convolutions in each of the five blocks
 * @param norm whether batch norm follows each convolution, which the paper did not have
 * @param width filters in the first block, 64 in the paper; the hidden layers have 64 times as many
 */
public record Vgg(int classes, List<Integer> blocks, boolean norm, int width) implements Layer {
  private static final int SMALL = 64;
  private static final int SMALLEST = 32;

  public Vgg {
    blocks = List.copyOf(blocks);
  }

  public static Vgg vgg11(int classes) {
    return new Vgg(classes, List.of(1, 1, 2, 2, 2), false, 64);
  }

  public static Vgg vgg13(int classes) {
    return new Vgg(classes, List.of(2, 2, 2, 2, 2), false, 64);
  }

  public static Vgg vgg16(int classes) {
    return new Vgg(classes, List.of(2, 2, 3, 3, 3), false, 64);
  }

  public static Vgg vgg19(int classes) {
    return new Vgg(classes, List.of(2, 2, 4, 4, 4), false, 64);
  }

  /** The same with batch norm after each convolution. */
  public Vgg withBatchNorm() {
    return new Vgg(classes, blocks, true, width);
  }

  @Override
  public Value build(Net net, Value image) {
    boolean small = Sides.shorter("VGG", image, SMALLEST) < SMALL;
    return chain(features(), small ? smallClassifier() : classifier()).build(net, image);
  }

  private Layer features() {
    List<Layer> body = new ArrayList<>(); // torchvision counts every layer, so names are positions
    for (int block = 0; block < blocks.size(); block++) {
      for (int i = 0; i < blocks.get(block); i++) {
        body.add(conv("features." + body.size(), width * Math.min(1 << block, 8), 3));
        if (norm) {
          body.add(batchNorm("features." + body.size()));
        }
        body.add(relu());
      }
      body.add(maxPool(2));
    }
    return chain(body.toArray(Layer[]::new));
  }

  private Layer smallClassifier() {
    return chain(globalAveragePool(), dense("classifier", classes).init(Init.lecun()));
  }

  private Layer classifier() {
    return chain(
        adaptiveAveragePool(7),
        flatten(),
        dense("classifier.0", 64 * width),
        relu(),
        dropout(.5f),
        dense("classifier.3", 64 * width),
        relu(),
        dropout(.5f),
        dense("classifier.6", classes).init(Init.lecun())); // no ReLU follows
  }
}
