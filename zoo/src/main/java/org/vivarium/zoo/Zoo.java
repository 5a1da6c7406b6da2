package org.vivarium.zoo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.tensorflow.ndarray.Shape;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;

/**
 * The table of architectures. A row is all it takes to make one known: the tests hold each row to
 * its parameter count, and the apps find it by its name.
 */
public final class Zoo {
  /**
   * A network that tells classes of images apart: {@code [batch, height, width, channels]} to
   * logits {@code [batch, classes]}.
   *
   * @param classes the network for a number of classes; for 0 classes it ends before its head and
   *     gives features {@code [batch, width]}
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
      String paper)
      implements Row {
    public ImageClassifier {
      image = List.copyOf(image);
    }

    @Override
    public Task task() {
      return Task.IMAGE_CLASSIFICATION;
    }

    @Override
    public Model model() {
      return model(image.get(0), image.get(1), classCount);
    }

    @Override
    public Model small() {
      int side = Math.min(SMALL, image.get(0));
      return model(side, side, SMALL_CLASSES);
    }

    /** The network for other images and classes. */
    public Model model(int height, int width, int classCount) {
      return Model.of(
          Model.Input.floats("image", height, width, image.get(2)),
          "logits",
          classes.apply(classCount));
    }

    /** The layers whose shape depends on the number of classes, such as {@code fc}. */
    public List<String> head(int height, int width, int channels) {
      Map<String, Shape> two = shapes(2, height, width, channels);
      Map<String, Shape> three = shapes(3, height, width, channels);
      return two.keySet().stream()
          .filter(path -> !two.get(path).equals(three.get(path)))
          .map(path -> path.substring(0, path.lastIndexOf('.')))
          .distinct()
          .toList();
    }

    private Map<String, Shape> shapes(int classCount, int height, int width, int channels) {
      try (Program program = new Program(0)) {
        Value image = program.floats("image", -1, height, width, channels);
        classes.apply(classCount).build(program.serving(), image);
        Map<String, Shape> shapes = new LinkedHashMap<>();
        program.params("").forEach(p -> shapes.put(p.path(), p.shape()));
        return shapes;
      }
    }
  }

  private static final int SMALL = 32;
  private static final int SMALL_CLASSES = 4;
  private static final String VGG = "Simonyan and Zisserman 2014";
  private static final String RESNET = "He et al. 2015";

  /** Every image classifier of the zoo. */
  public static final List<ImageClassifier> IMAGE_CLASSIFIERS =
      List.of(
          new ImageClassifier(
              "mlp", Mlp::new, List.of(28, 28, 1), 10, 669_706, "Rumelhart et al. 1986"),
          new ImageClassifier(
              "lenet", LeNet::new, List.of(28, 28, 1), 10, 61_706, "LeCun et al. 1998"),
          imageNet("alexnet", AlexNet::new, 61_100_840, "Krizhevsky 2014"),
          imageNet("vgg11", Vgg::vgg11, 132_863_336, VGG),
          imageNet("vgg11_bn", n -> Vgg.vgg11(n).withBatchNorm(), 132_868_840, VGG),
          imageNet("vgg13", Vgg::vgg13, 133_047_848, VGG),
          imageNet("vgg13_bn", n -> Vgg.vgg13(n).withBatchNorm(), 133_053_736, VGG),
          imageNet("vgg16", Vgg::vgg16, 138_357_544, VGG),
          imageNet("vgg16_bn", n -> Vgg.vgg16(n).withBatchNorm(), 138_365_992, VGG),
          imageNet("vgg19", Vgg::vgg19, 143_667_240, VGG),
          imageNet("vgg19_bn", n -> Vgg.vgg19(n).withBatchNorm(), 143_678_248, VGG),
          imageNet("googlenet", GoogLeNet::new, 6_624_904, "Szegedy et al. 2014"),
          new ImageClassifier(
              "xception", Xception::new, List.of(299, 299, 3), 1000, 22_855_952, "Chollet 2017"),
          imageNet("resnet18", ResNet::resnet18, 11_689_512, RESNET),
          imageNet("resnet34", ResNet::resnet34, 21_797_672, RESNET),
          imageNet("resnet50", ResNet::resnet50, 25_557_032, RESNET),
          imageNet("mobilenet_v2", MobileNetV2::new, 3_504_872, "Sandler et al. 2018"));

  /** Networks over series of feature vectors, without attention. */
  private static final List<Row.Network> RECURRENT = RecurrentRows.ROWS;

  /** Networks over images that give more than the logits of classes. */
  private static final List<Row.Network> VISION =
      List.of(
          new Row.Network(
              "googlenet_aux",
              Row.Task.IMAGE_CLASSIFICATION,
              "Szegedy et al. 2014",
              13_004_888,
              new GoogLeNetAux(1000).model(224, 224, 3),
              new GoogLeNetAux(SMALL_CLASSES).model(SMALL, SMALL, 3)),
          new Row.Network(
              "unet",
              Row.Task.SEGMENTATION,
              "Ronneberger et al. 2015",
              31_037_698,
              segmentation(new UNet(2), 256),
              segmentation(new UNet(2, 32, 2), 8)));

  /** Networks that attend. */
  private static final List<Row.Network> TRANSFORMERS = TransformerRows.ALL;

  /** Networks that give images. */
  private static final List<Row.Network> GENERATIVE = GenerativeRows.ALL;

  /** Networks that act. */
  private static final List<Row.Network> ACTING = ActingRows.ALL;

  /** Networks that tell the future of series. */
  private static final List<Row.Network> FORECASTERS = ForecastRows.ALL;

  /** Networks that clean sound. */
  private static final List<Row.Network> MASKS = MaskRows.ALL;

  /** Every architecture of the zoo. */
  public static final List<Row> ROWS =
      Stream.<List<? extends Row>>of(
              IMAGE_CLASSIFIERS,
              VISION,
              RECURRENT,
              TRANSFORMERS,
              GENERATIVE,
              ACTING,
              FORECASTERS,
              MASKS)
          .<Row>flatMap(List::stream)
          .toList();

  private Zoo() {}

  private static ImageClassifier imageNet(
      String name, IntFunction<Layer> classes, long parameters, String paper) {
    return new ImageClassifier(name, classes, List.of(224, 224, 3), 1000, parameters, paper);
  }

  private static Model segmentation(UNet network, int side) {
    return Model.of(Model.Input.floats("image", side, side, 3), "logits", network);
  }

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
    return named(name, IMAGE_CLASSIFIERS, "image classifier");
  }

  /**
   * The row of a name, of any task.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Row row(String name) {
    return named(name, ROWS, "architecture");
  }

  private static <R extends Row> R named(String name, List<R> rows, String kind) {
    return rows.stream()
        .filter(row -> row.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no %s '%s'; there are %s"
                        .formatted(kind, name, rows.stream().map(Row::name).toList())));
  }
}
