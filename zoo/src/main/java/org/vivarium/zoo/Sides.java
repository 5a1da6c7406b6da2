package org.vivarium.zoo;

import org.vivarium.kernel.Value;

/** The size of an image, for networks that shrink it many times. */
final class Sides {
  private Sides() {}

  /**
   * The shorter side of images {@code [batch, height, width, channels]} in pixels.
   *
   * @throws IllegalArgumentException when it is below {@code smallest}
   */
  static long shorter(String network, Value image, int smallest) {
    long side = Math.min(image.dim(1), image.dim(2));
    if (side < smallest) {
      throw new IllegalArgumentException(
          "%s needs images of at least %dx%d pixels, not %dx%d: enlarge them, or take 'resnet18'"
              .formatted(network, smallest, smallest, image.dim(1), image.dim(2)));
    }
    return side;
  }
}
