package org.vivarium.data;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * Images in batches, made ahead in a background thread: "image" as bytes {@code [n, height, width,
 * channels]} and "label" int32 {@code [n]}; under mixup also "other" int32 {@code [n]}, the label
 * mixed in, and "share" float32 {@code [n]}, how much of the image is its own. The last batch of an
 * epoch is as short as it comes out.
 *
 * @param seed of order, resampling and augmentation, which are functions of it and the epoch
 * @param shuffle whether the order changes each epoch; else it is the images' own
 */
public record ImageBatches(
    Images images,
    int batchSize,
    long seed,
    boolean shuffle,
    Augmentation augmentation,
    Resampling resampling)
    implements Batches {

  public ImageBatches {
    if (batchSize < 1) {
      throw new IllegalArgumentException(
          "the batch size is " + batchSize + "; it must be at least 1");
    }
    if (images.size() == 0) {
      throw new IllegalArgumentException("'" + images.name() + "' has no images to batch");
    }
  }

  /** Shuffled anew each epoch, with every image once and unchanged. */
  public ImageBatches(Images images, int batchSize, long seed) {
    this(images, batchSize, seed, true, Augmentation.NONE, Resampling.NONE);
  }

  /** Every image once, in the images' own order: to evaluate. */
  public static ImageBatches inOrder(Images images, int batchSize) {
    return new ImageBatches(images, batchSize, 0, false, Augmentation.NONE, Resampling.NONE);
  }

  public ImageBatches augment(Augmentation how) {
    return new ImageBatches(images, batchSize, seed, shuffle, how, resampling);
  }

  public ImageBatches resample(Resampling how) {
    return new ImageBatches(images, batchSize, seed, shuffle, augmentation, how);
  }

  @Override
  public int rows() {
    return resampling.size(images.labels(), images.classes().size());
  }

  @Override
  public int count() {
    return (rows() + batchSize - 1) / batchSize;
  }

  @Override
  public Pass epoch(int number) {
    int[] order = order(number);
    Maker maker = new Maker(this, number, order);
    return new Prefetch(count(), maker::batch);
  }

  /** The numbers of the images in the order of this epoch. */
  int[] order(int epoch) {
    int[] order = resampling.indices(images.labels(), images.classes().size(), seed, epoch);
    if (shuffle) {
      new Draws(seed, "order", epoch).shuffle(order);
    }
    return order;
  }

  /** Makes the batches of one epoch. */
  private static final class Maker {
    private final ImageBatches set;
    private final int epoch;
    private final int[] order;
    private final int imageBytes;
    private final Augmenter augmenter;
    private final byte[] staging; // one batch of pixels, copied into each tensor

    Maker(ImageBatches set, int epoch, int[] order) {
      this.set = set;
      this.epoch = epoch;
      this.order = order;
      Images images = set.images;
      imageBytes = images.height() * images.width() * images.channels();
      staging = new byte[Math.multiplyExact(Math.min(set.batchSize, order.length), imageBytes)];
      augmenter =
          new Augmenter(set.augmentation, images.height(), images.width(), images.channels());
    }

    Batch batch(int index) {
      Images images = set.images;
      int start = index * set.batchSize;
      int n = Math.min(set.batchSize, order.length - start);
      int[] labels = new int[n];
      double[] share = new double[n];
      Arrays.fill(share, 1);
      for (int i = 0; i < n; i++) {
        int image = order[start + i];
        labels[i] = images.labels()[image];
        if (set.augmentation.equals(Augmentation.NONE)) {
          System.arraycopy(images.pixels()[image], 0, staging, i * imageBytes, imageBytes);
        } else {
          Draws draws = new Draws(set.seed, "augmentation", epoch, start + i);
          augmenter.apply(images.pixels()[image], draws, staging, i * imageBytes);
          if (set.augmentation.mixup() > 0) {
            share[i] = draws.beta(set.augmentation.mixup());
          }
        }
      }
      boolean mixed = set.augmentation.mixup() > 0;
      for (int i = 0; mixed && i < n / 2; i++) { // the first with the last, and so inwards
        int j = n - 1 - i;
        augmenter.mix(staging, i * imageBytes, share[i], j * imageBytes, share[j]);
      }
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      tensors.put("image", pixels(n));
      tensors.put("label", TInt32.tensorOf(Shape.of(n), DataBuffers.of(labels)));
      if (mixed) {
        int[] other = new int[n];
        float[] shares = new float[n];
        for (int i = 0; i < n; i++) {
          other[i] = labels[n - 1 - i];
          shares[i] = (float) share[i];
        }
        tensors.put("other", TInt32.tensorOf(Shape.of(n), DataBuffers.of(other)));
        tensors.put("share", TFloat32.tensorOf(Shape.of(n), DataBuffers.of(shares)));
      }
      return new Batch(tensors);
    }

    private TUint8 pixels(int n) {
      Images images = set.images;
      Shape shape = Shape.of(n, images.height(), images.width(), images.channels());
      return TUint8.tensorOf(shape, DataBuffers.of(staging).slice(0, (long) n * imageBytes));
    }
  }
}
