package org.vivarium.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batches;

/**
 * What it costs to make a batch of LeNet's from as many images as MNIST has, as the vision app does
 * it. One thread makes all batches, so the time to draw an epoch as fast as it comes, shuffling
 * included, is what that thread needs.
 */
public final class Pipeline {
  private static final int IMAGES = 60_000;

  private Pipeline() {}

  /** Arguments: measured epochs, epochs to warm up. */
  public static void main(String[] args) {
    Work work = Work.LENET;
    ImageBatches batches = new ImageBatches(images(work), work.batch, 1);
    int[] epoch = {0};
    Laps epochs =
        Laps.of(
            Integer.parseInt(args[0]), Integer.parseInt(args[1]), () -> drain(batches, ++epoch[0]));
    Laps each = new Laps(Arrays.stream(epochs.ms()).map(ms -> ms / batches.count()).toArray());
    Timing.of(
            "vivarium",
            Steps.version(),
            work,
            "uint8",
            Timing.PIPELINE,
            work.batch,
            work.parameters,
            each)
        .print();
  }

  private static void drain(ImageBatches batches, int epoch) {
    try (Batches.Pass pass = batches.epoch(epoch)) {
      while (pass.hasNext()) {
        pass.next().close();
      }
    }
  }

  private static Images images(Work work) {
    Fed.Images image = (Fed.Images) work.fed;
    Random random = new Random(1);
    byte[][] pixels = new byte[IMAGES][image.size()];
    for (byte[] each : pixels) {
      random.nextBytes(each);
    }
    int[] labels = IntStream.range(0, IMAGES).map(i -> i % Work.CLASSES).toArray();
    return new Images(
        "random", image.height(), image.width(), image.channels(), pixels, labels, classes());
  }

  static List<String> classes() {
    return IntStream.range(0, Work.CLASSES).mapToObj(Integer::toString).toList();
  }
}
