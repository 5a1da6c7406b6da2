package org.vivarium.zoo;

import java.util.List;
import java.util.function.IntFunction;
import org.vivarium.kernel.Layer;

/**
 * The table of architectures. A row is all it takes to make one known: the tests hold each row to
 * its parameter count, and the apps find it by its name.
 */
public final class Zoo {
  /**
   * A network that tells classes of images apart: {@code [batch, height, width, channels]} to
   * logits {@code [batch, classes]}.
   *
   * @param classes the network for a number of classes
   * @param image height, width and channels that the count is given for
   * @param classCount classes that the count is given for
   * @param parameters trained parameters
   * @param paper what it is after, in a line
   */
  public record ImageClassifier(
      String name,
      IntFunction<Layer> classes,
      List<Integer> image,
      int classCount,
      long parameters,
      String paper) {
    public ImageClassifier {
      image = List.copyOf(image);
    }
  }

  /** Every image classifier of the zoo. */
  public static final List<ImageClassifier> IMAGE_CLASSIFIERS =
      List.of(
          new ImageClassifier(
              "mlp", Mlp::new, List.of(28, 28, 1), 10, 669_706, "Rumelhart et al. 1986"),
          new ImageClassifier(
              "lenet", LeNet::new, List.of(28, 28, 1), 10, 61_706, "LeCun et al. 1998"),
          new ImageClassifier(
              "resnet18",
              ResNet::resnet18,
              List.of(224, 224, 3),
              1000,
              11_689_512,
              "He et al. 2015"));

  private Zoo() {}

  /** The names of all image classifiers. */
  public static List<String> imageClassifiers() {
    return IMAGE_CLASSIFIERS.stream().map(ImageClassifier::name).toList();
  }

  /**
   * The row of a name.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static ImageClassifier imageClassifier(String name) {
    return IMAGE_CLASSIFIERS.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no image classifier '"
                        + name
                        + "'; there are "
                        + imageClassifiers()));
  }
}
