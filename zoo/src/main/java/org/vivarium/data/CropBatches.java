package org.vivarium.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * Squares cut at random from images and their masks, mirrored left and right and up and down half
 * of the time: "image" as bytes {@code [n, side, side, channels]} and "mask" int32 {@code [n, side,
 * side]}. Images that are smaller are mirrored beyond their edges. What an epoch holds is a
 * function of the seed and its number.
 *
 * @param each squares of each image in an epoch
 * @param flip whether they are mirrored
 */
public record CropBatches(
    List<MaskedImage> images, int side, int each, boolean flip, int batchSize, long seed)
    implements Batches {
  public CropBatches {
    images = List.copyOf(images);
    if (images.isEmpty() || side < 1 || each < 1 || batchSize < 1) {
      throw new IllegalArgumentException(
          "%d images, %d crops of side %d each, %d at once: all must be at least 1"
              .formatted(images.size(), each, side, batchSize));
    }
  }

  @Override
  public int rows() {
    return images.size() * each;
  }

  @Override
  public int count() {
    return (rows() + batchSize - 1) / batchSize;
  }

  @Override
  public Pass epoch(int number) {
    int[] order = new int[rows()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    new Draws(seed, "order", number).shuffle(order);
    return new Prefetch(count(), index -> batch(order, index, number));
  }

  private Batch batch(int[] order, int index, int epoch) {
    int start = index * batchSize;
    int n = Math.min(batchSize, order.length - start);
    int channels = images.get(0).channels();
    byte[] pixels = new byte[n * side * side * channels];
    int[] mask = new int[n * side * side];
    for (int i = 0; i < n; i++) {
      int number = order[start + i];
      cut(
          images.get(number / each),
          new Draws(seed, "crop", epoch, number),
          pixels,
          mask,
          i * side * side);
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    Shape shape = Shape.of(n, side, side, channels);
    tensors.put("image", TUint8.tensorOf(shape, DataBuffers.of(pixels)));
    tensors.put("mask", TInt32.tensorOf(Shape.of(n, side, side), DataBuffers.of(mask)));
    return new Batch(tensors);
  }

  private void cut(MaskedImage image, Draws draws, byte[] pixels, int[] mask, int at) {
    int top = draws.below(Math.max(1, image.height() - side + 1));
    int left = draws.below(Math.max(1, image.width() - side + 1));
    boolean across = flip && draws.below(2) == 1;
    boolean down = flip && draws.below(2) == 1;
    int channels = image.channels();
    for (int y = 0; y < side; y++) {
      int row = Augmenter.reflect(top + (down ? side - 1 - y : y), image.height());
      for (int x = 0; x < side; x++) {
        int column = Augmenter.reflect(left + (across ? side - 1 - x : x), image.width());
        int from = row * image.width() + column;
        int to = at + y * side + x;
        mask[to] = image.mask()[from];
        for (int c = 0; c < channels; c++) {
          pixels[to * channels + c] = image.pixels()[from * channels + c];
        }
      }
    }
  }
}
