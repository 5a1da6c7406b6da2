package org.vivarium.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Images with masks, to train on, to choose by and to test; their sizes may differ.
 *
 * @param classes the name of each class, such as its grey level in the masks
 * @param source where they come from, in a sentence
 */
public record MaskedSet(
    List<MaskedImage> train,
    List<MaskedImage> validation,
    List<MaskedImage> test,
    List<String> classes,
    String source) {
  private static final int SIDE = 64; // of the drawn ones
  private static final int DIGIT = 28;

  public MaskedSet {
    train = List.copyOf(train);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
    classes = List.copyOf(classes);
  }

  /**
   * Deals the images out.
   *
   * @param share that is held out to test, and of the others to validate; at least one each
   */
  static MaskedSet dealt(
      List<MaskedImage> all, List<String> classes, double share, long seed, String source) {
    int[] order = IntStream.range(0, all.size()).toArray();
    new Draws(seed, "masks").shuffle(order);
    int test = Math.max(1, (int) Math.round(share * all.size()));
    List<MaskedImage> rest = picked(all, Arrays.copyOfRange(order, test, order.length));
    return split(rest, picked(all, Arrays.copyOf(order, test)), classes, share, source);
  }

  static MaskedSet split(
      List<MaskedImage> rest,
      List<MaskedImage> test,
      List<String> classes,
      double share,
      String source) {
    int held = Math.max(1, (int) Math.round(share * rest.size()));
    if (rest.size() <= held || test.isEmpty()) {
      throw new IllegalArgumentException(
          "%d images with masks are too few to train, validate and test on: 3 at least"
              .formatted(rest.size() + test.size()));
    }
    return new MaskedSet(
        rest.subList(held, rest.size()), rest.subList(0, held), test, classes, source);
  }

  private static List<MaskedImage> picked(List<MaskedImage> all, int[] numbers) {
    return Arrays.stream(numbers).mapToObj(all::get).toList();
  }

  /** The first {@code n} images to train on, or all of them, and the others as they are. */
  public MaskedSet first(int n) {
    return new MaskedSet(
        train.subList(0, Math.min(n, train.size())), validation, test, classes, source);
  }

  public int channels() {
    return train.get(0).channels();
  }

  /**
   * Four drawn digits on a sheet of paper that is lit unevenly and has grain; the mask says which
   * pixels are ink. A function of the seed.
   */
  public static MaskedSet digits(int count, long seed) {
    Images digits = Digits.generate(4 * count, seed);
    List<MaskedImage> all =
        IntStream.range(0, count).mapToObj(i -> sheet(digits, i, seed)).toList();
    return dealt(
        all,
        List.of("paper", "ink"),
        .2,
        seed,
        "%d sheets of four digits drawn by Vivarium's generator, on uneven paper".formatted(count));
  }

  private static MaskedImage sheet(Images digits, int number, long seed) {
    Draws draws = new Draws(seed, "sheet", number);
    double dark = draws.uniform(20, 90);
    double across = draws.uniform(-70, 70);
    double down = draws.uniform(-70, 70);
    double ink = draws.uniform(60, 120);
    double grain = draws.uniform(5, 25);
    double[] light = new double[SIDE * SIDE];
    int[] mask = new int[SIDE * SIDE];
    for (int d = 0; d < 4; d++) {
      byte[] digit = digits.pixels()[4 * number + (d + number) % 4];
      int top = d / 2 * 32 + draws.below(5);
      int left = d % 2 * 32 + draws.below(5);
      for (int p = 0; p < digit.length; p++) {
        int at = (top + p / DIGIT) * SIDE + left + p % DIGIT;
        light[at] += ink * (digit[p] & 0xff) / 255;
        mask[at] = (digit[p] & 0xff) > 127 ? 1 : mask[at];
      }
    }
    byte[] pixels = new byte[light.length];
    for (int p = 0; p < pixels.length; p++) {
      int row = p / SIDE;
      double paper = dark + across * (p % SIDE) / SIDE + down * row / SIDE;
      double all = paper + 40 + light[p] + grain * draws.normal();
      pixels[p] = (byte) Math.max(0, Math.min(255, Math.round(all)));
    }
    return new MaskedImage("sheet-" + number, SIDE, SIDE, 1, pixels, mask);
  }

  /** SHA-256 in hex over all images and masks. */
  public String contentHash() {
    MessageDigest digest = Images.sha256();
    for (List<MaskedImage> part : List.of(train, validation, test)) {
      for (MaskedImage image : part) {
        digest.update(image.name().getBytes(StandardCharsets.UTF_8));
        digest.update(image.pixels());
        ByteBuffer mask = ByteBuffer.allocate(4 * image.mask().length);
        Arrays.stream(image.mask()).forEach(mask::putInt);
        digest.update(mask.array());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
