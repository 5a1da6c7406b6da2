package org.vivarium.apps.generative.gan;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.data.Images;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Described;
import org.vivarium.zoo.DcganDiscriminator;
import org.vivarium.zoo.DcganGenerator;

/**
 * A DCGAN of the zoo, fitted to a kind of images: what it takes to build its generator again.
 *
 * @param image height, width and channels
 * @param latent numbers that an image is made of
 * @param width filters next to the image
 * @param classes that it draws on request; empty for a generator that is not told
 */
record GanNetwork(List<Integer> image, int latent, int width, List<String> classes) {
  /** Where the weights of the generator's average lie. */
  static final String AVERAGE = "average";

  private static final String KEY = "gan"; // in the metadata of weights

  GanNetwork {
    image = List.copyOf(image);
    classes = List.copyOf(classes);
    if (image.size() != 3 || !image.get(0).equals(image.get(1))) {
      throw new IllegalArgumentException("DCGAN makes square images, not " + image);
    }
  }

  static GanNetwork of(GanConfig config, Images images) {
    return new GanNetwork(
        List.of(images.height(), images.width(), images.channels()),
        config.latent(),
        config.width(),
        config.conditional() ? images.classes() : List.of());
  }

  /** The network that weights were trained in. */
  static GanNetwork ofWeights(Weights weights) {
    return Described.read(weights, KEY, GanNetwork.class, "GAN", "'gan train'");
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return Map.of(KEY, Described.text(this));
  }

  DcganGenerator generator() {
    return new DcganGenerator(image.get(0), image.get(2), width, latent, classes.size());
  }

  DcganDiscriminator discriminator(DcganDiscriminator.Norm norm) {
    return new DcganDiscriminator(image.get(0), image.get(2), width, classes.size()).norm(norm);
  }

  /** The weights of the average generator, named as the zoo has it. */
  static Weights average(Weights weights) {
    Map<String, Weights.Array> arrays = new LinkedHashMap<>();
    weights
        .arrays()
        .forEach(
            (path, array) -> {
              if (path.startsWith(AVERAGE + ".")) {
                arrays.put(path.substring(AVERAGE.length() + 1), array);
              }
            });
    return new Weights(arrays, weights.metadata());
  }
}
