package org.vivarium.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.vivarium.kernel.Layer;
import org.vivarium.zoo.LeNet;
import org.vivarium.zoo.RecurrentClassifier;
import org.vivarium.zoo.ResNet;

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
      () -> series(RecurrentClassifier.ofGru(128, Work.CLASSES)));

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
