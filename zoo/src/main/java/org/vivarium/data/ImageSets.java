package org.vivarium.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.data.Download.Remote;

/** The image sets by name: what {@code --data} takes. */
public final class ImageSets {
  /** What {@code folder:PATH} starts with. */
  public static final String FOLDER = "folder:";

  private static final String MNIST = "https://storage.googleapis.com/cvdf-datasets/mnist/";
  // the bucket's own address has no certificate; the checksums make up for it
  private static final String FASHION =
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/";
  private static final String CIFAR = "https://www.cs.toronto.edu/~kriz/";

  private static final List<String> DIGITS =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();
  private static final List<String> CLOTHES =
      List.of(
          "T-shirt/top",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot");

  private ImageSets() {}

  /**
   * What a caller may choose about loading.
   *
   * @param size the height and width that images of a folder are resized to
   * @param seed of the split of a folder that comes without one
   * @param quiet no progress bar while downloading
   */
  public record Options(int size, long seed, boolean quiet) {
    public static final Options DEFAULT = new Options(64, 0, false);

    public Options {
      if (size < 8 || size > 1024) {
        throw new IllegalArgumentException(
            "the image size is " + size + "; it must be 8 to 1024 pixels");
      }
    }

    public Options size(int pixels) {
      return new Options(pixels, seed, quiet);
    }

    public Options seed(long number) {
      return new Options(size, number, quiet);
    }

    public Options quiet(boolean yes) {
      return new Options(size, seed, yes);
    }
  }

  /** The names that {@link #load} knows, {@code folder:PATH} last. */
  public static List<String> names() {
    return List.of(
        "digits",
        "mnist",
        "fashion-mnist",
        "cifar10",
        "cifar100",
        "cifar100-coarse",
        "folder:PATH");
  }

  /**
   * Reads the image set with this name, after downloading what is not there.
   *
   * @param dataDir the folder of all data sets; null for {@link DataDir#resolve}'s choice
   * @throws IllegalArgumentException when there is no such set, or its files are missing or wrong
   */
  public static ImageSet load(String spec, Path dataDir, Options options) throws IOException {
    if (spec.startsWith(FOLDER)) {
      String path = spec.substring(FOLDER.length());
      if (path.isBlank()) {
        throw new IllegalArgumentException("'" + spec + "' names no folder: write folder:PATH");
      }
      return ImageFolder.read(Path.of(path), options.size(), options.seed());
    }
    Path root = DataDir.resolve(dataDir);
    return switch (spec) {
      case "digits" ->
          new ImageSet(
              Digits.generate(10_000, 1),
              Digits.generate(2_000, 2),
              "digits drawn by Vivarium's generator: 10,000 to train on, 2,000 to test");
      case "mnist" -> idx(spec, "MNIST", root, options, DIGITS, mnist());
      case "fashion-mnist" -> idx(spec, "Fashion-MNIST", root, options, CLOTHES, fashion());
      case "cifar10" -> cifar10(root.resolve("cifar10"), options);
      case "cifar100" -> cifar100(root.resolve("cifar100"), false, options);
      case "cifar100-coarse" -> cifar100(root.resolve("cifar100"), true, options);
      default ->
          throw new IllegalArgumentException(
              "there is no data set '%s'.%s Known: %s"
                  .formatted(spec, Nearest.hint(spec, names()), String.join(", ", names())));
    };
  }

  private static ImageSet idx(
      String spec, String title, Path root, Options options, List<String> classes, Remote[] remotes)
      throws IOException {
    Path folder = root.resolve(spec);
    Path[] files = new Path[4];
    for (int i = 0; i < 4; i++) {
      Path plain = folder.resolve(remotes[i].file().replaceFirst("\\.gz$", ""));
      Path packed = folder.resolve(remotes[i].file());
      boolean unpacked = Files.exists(plain) && !Files.exists(packed);
      files[i] = unpacked ? plain : Download.fetch(remotes[i], folder, options.quiet());
    }
    Images train = Idx.read(spec, files[0], files[1], classes);
    Images test = Idx.read(spec, files[2], files[3], classes);
    String source =
        "%s from %s: %,d training and %,d test images"
            .formatted(title, folder, train.size(), test.size());
    return new ImageSet(train, test, source);
  }

  private static ImageSet cifar10(Path folder, Options options) throws IOException {
    Path bin = folder.resolve("cifar-10-batches-bin");
    boolean train =
        IntStream.rangeClosed(1, 5).anyMatch(i -> Files.exists(bin.resolve(Cifar.batch10(i))));
    if (!train || !Files.exists(bin.resolve("test_batch.bin"))) {
      unpacked(
          new Remote(
              CIFAR + "cifar-10-binary.tar.gz",
              "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd"),
          folder,
          options);
    }
    return Cifar.cifar10(bin);
  }

  private static ImageSet cifar100(Path folder, boolean coarse, Options options)
      throws IOException {
    Path bin = folder.resolve("cifar-100-binary");
    if (!Files.exists(bin.resolve("train.bin")) || !Files.exists(bin.resolve("test.bin"))) {
      unpacked(
          new Remote(
              CIFAR + "cifar-100-binary.tar.gz",
              "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec"),
          folder,
          options);
    }
    return Cifar.cifar100(bin, coarse);
  }

  /** Fetches and unpacks an archive; it stays only if it was there before. */
  private static void unpacked(Remote remote, Path folder, Options options) throws IOException {
    boolean mine = !Files.exists(folder.resolve(remote.file()));
    Path archive = Download.fetch(remote, folder, options.quiet());
    Download.unpack(archive, folder);
    if (mine) {
      Files.delete(archive);
    }
  }

  private static Remote[] mnist() {
    return new Remote[] {
      new Remote(
          MNIST + "train-images-idx3-ubyte.gz",
          "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
      new Remote(
          MNIST + "train-labels-idx1-ubyte.gz",
          "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
      new Remote(
          MNIST + "t10k-images-idx3-ubyte.gz",
          "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
      new Remote(
          MNIST + "t10k-labels-idx1-ubyte.gz",
          "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6")
    };
  }

  private static Remote[] fashion() {
    return new Remote[] {
      new Remote(
          FASHION + "train-images-idx3-ubyte.gz",
          "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84"),
      new Remote(
          FASHION + "train-labels-idx1-ubyte.gz",
          "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845"),
      new Remote(
          FASHION + "t10k-images-idx3-ubyte.gz",
          "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073"),
      new Remote(
          FASHION + "t10k-labels-idx1-ubyte.gz",
          "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5")
    };
  }
}
