package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

class ImageBatchesTest {
  private static final Images DIGITS = Digits.generate(50, 1);

  /** One batch as arrays. */
  private record Seen(List<byte[]> pixels, List<Integer> labels) {}

  private static List<Seen> see(Batches batches, int epoch) {
    List<Seen> all = new ArrayList<>();
    try (Batches.Pass pass = batches.epoch(epoch)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          TUint8 image = (TUint8) batch.tensors().get("image");
          TInt32 label = (TInt32) batch.tensors().get("label");
          int n = batch.rows();
          assertThat(image.shape()).isEqualTo(Shape.of(n, 28, 28, 1));
          assertThat(label.shape()).isEqualTo(Shape.of(n));
          List<byte[]> pixels = new ArrayList<>();
          for (int i = 0; i < n; i++) {
            byte[] bytes = new byte[784];
            image.asRawTensor().data().offset(784L * i).read(bytes);
            pixels.add(bytes);
          }
          all.add(
              new Seen(pixels, IntStream.range(0, n).map(i -> label.getInt(i)).boxed().toList()));
        }
      }
    }
    return all;
  }

  @Test
  void inOrderGivesEveryImageAsItIs() {
    ImageBatches batches = ImageBatches.inOrder(DIGITS, 16);
    assertThat(batches.rows()).isEqualTo(50);
    assertThat(batches.count()).isEqualTo(4);
    List<Seen> seen = see(batches, 1);
    assertThat(seen).extracting(s -> s.labels.size()).containsExactly(16, 16, 16, 2);
    byte[][] pixels = seen.stream().flatMap(s -> s.pixels.stream()).toArray(byte[][]::new);
    assertThat(pixels).isDeepEqualTo(DIGITS.pixels());
    assertThat(seen.get(3).labels).containsExactly(8, 9);
  }

  @Test
  void orderIsAFunctionOfSeedAndEpoch() {
    ImageBatches batches = new ImageBatches(DIGITS, 16, 7);
    int[] first = batches.order(1);
    assertThat(first).isNotEqualTo(batches.order(2)).isEqualTo(batches.order(1));
    assertThat(first).isNotEqualTo(new ImageBatches(DIGITS, 16, 8).order(1));
    assertThat(first).containsExactlyInAnyOrder(IntStream.range(0, 50).toArray());
    int[] labels =
        see(batches, 1).stream()
            .flatMap(s -> s.labels.stream())
            .mapToInt(Integer::intValue)
            .toArray();
    assertThat(labels).containsExactly(IntStream.of(first).map(i -> i % 10).toArray());
  }

  @Test
  void augmentedImagesAreAFunctionOfSeedEpochAndPlace() {
    Augmentation how = Augmentation.parse("crop:3,rotate:15,erase:6");
    List<byte[]> some = pixels(new ImageBatches(DIGITS, 16, 7).augment(how), 2);
    List<byte[]> same = pixels(new ImageBatches(DIGITS, 9, 7).augment(how), 2); // other batches
    assertThat(same.toArray(byte[][]::new)).isDeepEqualTo(some.toArray(byte[][]::new));
    List<byte[]> later = pixels(new ImageBatches(DIGITS, 16, 7).augment(how), 3);
    assertThat(later.get(0)).isNotEqualTo(some.get(0));
  }

  @Test
  void mixupGivesTheOtherLabelAndTheShare() {
    ImageBatches batches = ImageBatches.inOrder(DIGITS, 9).augment(Augmentation.parse("mixup:0.4"));
    try (Batches.Pass pass = batches.epoch(1);
        Batch batch = pass.next()) {
      TInt32 label = (TInt32) batch.tensors().get("label");
      TInt32 other = (TInt32) batch.tensors().get("other");
      TFloat32 share = (TFloat32) batch.tensors().get("share");
      TUint8 image = (TUint8) batch.tensors().get("image");
      for (int i = 0; i < 9; i++) {
        int j = 8 - i;
        assertThat(label.getInt(i)).isEqualTo(i);
        assertThat(other.getInt(i)).isEqualTo(j);
        assertThat(share.getFloat(i)).isBetween(0f, 1f);
        for (int p = 0; p < 784; p++) {
          double mixed =
              share.getFloat(i) * (DIGITS.pixels()[i][p] & 0xFF)
                  + (1 - share.getFloat(i)) * (DIGITS.pixels()[j][p] & 0xFF);
          int found = image.getByte(i, p / 28, p % 28, 0) & 0xFF;
          assertThat(Math.abs(found - mixed)).isLessThan(1.6); // in 256ths, then rounded
        }
      }
    }
  }

  @Test
  void resamplingChangesTheEpochsSize() {
    Images unequal = DIGITS.select(new int[] {0, 1, 11, 21, 31});
    assertThat(new ImageBatches(unequal, 4, 1).resample(Resampling.OVER).rows()).isEqualTo(8);
    ImageBatches under = new ImageBatches(unequal, 4, 1).resample(Resampling.UNDER);
    assertThat(under.count()).isEqualTo(1);
    assertThat(see(under, 1).get(0).labels).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void everyBatchIsHandedOutOrClosed() throws InterruptedException {
    ConcurrentLinkedQueue<Tensor> made = new ConcurrentLinkedQueue<>();
    CountDownLatch some = new CountDownLatch(4);
    Tensor handed;
    try (Prefetch pass =
        new Prefetch(
            1000,
            i -> {
              Tensor tensor = TInt32.scalarOf(i);
              made.add(tensor);
              some.countDown();
              return new Batch(Map.of("x", tensor));
            })) {
      handed = pass.next().tensors().get("x");
      some.await();
    }
    assertThat(made).hasSizeBetween(4, 7); // those ahead, the one in work, the one handed out
    assertThat(handed.numBytes()).as("the caller's, still open").isEqualTo(4);
    handed.close();
    for (Tensor tensor : made) {
      assertThatThrownBy(tensor::numBytes).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void closedOrFinishedPassHasNoMore() {
    Batches.Pass pass = ImageBatches.inOrder(DIGITS, 50).epoch(1);
    pass.next().close();
    assertThat(pass.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(pass::next);
    pass.close();
    Batches.Pass early = ImageBatches.inOrder(DIGITS, 1).epoch(1);
    early.close();
    early.close();
    assertThat(early.hasNext()).isFalse();
  }

  @Test
  void whatTheThreadThrowsIsThrownByNext() {
    try (Prefetch pass =
        new Prefetch(
            5,
            i -> {
              if (i == 1) {
                throw new ArithmeticException("batch 1");
              }
              return Batch.EMPTY;
            })) {
      assertThat(pass.next()).isSameAs(Batch.EMPTY);
      assertThatExceptionOfType(ArithmeticException.class)
          .isThrownBy(pass::next)
          .withMessage("batch 1");
      assertThat(pass.hasNext()).isFalse();
    }
    try (Prefetch pass =
        new Prefetch(
            5,
            i -> {
              throw new OutOfMemoryError("made up");
            })) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(pass::next)
          .withRootCauseInstanceOf(OutOfMemoryError.class);
    }
  }

  @Test
  void refusesEmptyBatchesAndEmptySets() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ImageBatches(DIGITS, 0, 1))
        .withMessageContaining("batch size is 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageBatches.inOrder(DIGITS.select(new int[0]), 4))
        .withMessageContaining("no images");
  }

  private static List<byte[]> pixels(Batches batches, int epoch) {
    return see(batches, epoch).stream().flatMap(s -> s.pixels.stream()).toList();
  }
}
