package org.vivarium.bench;

import static org.vivarium.layers.Layers.dense;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.vivarium.kernel.Layer;
import org.vivarium.layers.Mask;
import org.vivarium.zoo.AlexNet;
import org.vivarium.zoo.GoogLeNet;
import org.vivarium.zoo.LeNet;
import org.vivarium.zoo.RecurrentClassifier;
import org.vivarium.zoo.ResNet;
import org.vivarium.zoo.TransformerEncoder;
import org.vivarium.zoo.UNet;
import org.vivarium.zoo.Vgg;
import org.vivarium.zoo.Xception;

/**
 * A network and the batch that it is measured on: one row for each, here and in work.py. Label i is
 * {@code i mod 10}.
 */
@SuppressWarnings("ImmutableEnumChecker") // records, and functions that make them
enum Work {
  LENET("LeNet", 128, new Fed.Images(28, 28, 1), 61_706, () -> new LeNet(Work.CLASSES)),
  RESNET18(
      "ResNet-18", 64, new Fed.Images(32, 32, 3), 11_173_962, () -> ResNet.resnet18(Work.CLASSES)),
  LSTM(
      "LSTM",
      64,
      new Fed.Series(100, 64),
      100_618,
      () -> series(RecurrentClassifier.ofLstm(128, Work.CLASSES))),
  GRU(
      "GRU",
      64,
      new Fed.Series(100, 64),
      75_786,
      () -> series(RecurrentClassifier.ofGru(128, Work.CLASSES))),
  ALEXNET("AlexNet", 16, new Fed.Images(224, 224, 3), 57_044_810, () -> new AlexNet(Work.CLASSES)),
  VGG16("VGG-16", 4, new Fed.Images(224, 224, 3), 134_301_514, () -> Vgg.vgg16(Work.CLASSES)),
  GOOGLENET(
      "GoogLeNet", 8, new Fed.Images(224, 224, 3), 5_610_154, () -> new GoogLeNet(Work.CLASSES)),
  XCEPTION(
      "Xception", 8, new Fed.Images(128, 128, 3), 20_827_442, () -> new Xception(Work.CLASSES)),
  UNET(
      "U-Net of width 32",
      8,
      new Fed.Images(128, 128, 3),
      7_763_338,
      () -> meanOfPixels(new UNet(Work.CLASSES, 32, 4))),
  TRANSFORMER(
      "Transformer encoder",
      32,
      new Fed.Series(64, 256),
      3_161_610,
      () -> encoder(TransformerEncoder.postNorm(256, 4, 1024, 4)));

  static final int CLASSES = 10;
  static final float RATE = .001f;

  final String title;
  final int batch;
  final Fed fed;
  final long parameters;
  private final Supplier<Layer> network;

  Work(String title, int batch, Fed fed, long parameters, Supplier<Layer> network) {
    this.title = title;
    this.batch = batch;
    this.fed = fed;
    this.parameters = parameters;
    this.network = network;
  }

  private static Layer series(RecurrentClassifier network) {
    return (net, x) -> network.build(net, x, null);
  }

  /** The mean of each class over the image, so that all rows have the same loss. */
  private static Layer meanOfPixels(Layer segments) {
    return (net, x) -> segments.build(net, x).mean(1, 2);
  }

  private static Layer encoder(TransformerEncoder encoder) {
    return (net, x) -> dense("fc", CLASSES).build(net, encoder.build(net, x, Mask.none()).mean(1));
  }

  /** Reads a name such as {@code lenet}. */
  static Work of(String name) {
    return Arrays.stream(values())
        .filter(work -> work.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '" + name + "'; there are " + Arrays.toString(values())));
  }

  /** Whether it is measured in every precision and variant; it would take hours for all. */
  boolean whole() {
    return this == LENET || this == RESNET18;
  }

  /** From what is fed to logits. */
  Layer network() {
    return network.get();
  }

  /** {@code [batch]} */
  int[] labels() {
    int[] labels = new int[batch];
    Arrays.setAll(labels, i -> i % CLASSES);
    return labels;
  }

  /** As on the command line and in the JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
