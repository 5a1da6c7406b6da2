package org.vivarium.data;

import java.util.List;

/**
 * Training and test images of the same shape and classes.
 *
 * @param source where they come from and what is missing, in a sentence for reports
 * @param warnings what was left out while reading, a sentence each; for the person to see
 */
public record ImageSet(Images train, Images test, String source, List<String> warnings) {
  public ImageSet {
    warnings = List.copyOf(warnings);
    if (train.height() != test.height()
        || train.width() != test.width()
        || train.channels() != test.channels()
        || !train.classes().equals(test.classes())) {
      throw new IllegalArgumentException("training data is " + train + ", test data is " + test);
    }
  }

  public ImageSet(Images train, Images test, String source) {
    this(train, test, source, List.of());
  }

  /** The first {@code n} training images, or all of them, and every test image. */
  public ImageSet first(int n) {
    return new ImageSet(train.first(Math.min(n, train.size())), test, source, warnings);
  }
}
