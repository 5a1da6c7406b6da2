package org.vivarium.apps.generative.segment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.data.ImageFolder;
import org.vivarium.data.Images;
import org.vivarium.kernel.Precision;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** {@code segment predict}: masks of images, and the masks upon the images. */
public final class SegPredict {
  private static final String DEFAULT_OUT = "masks";

  public static final Command COMMAND =
      new Command(
          "segment predict",
          "Writes the mask of each image, NAME-mask.png, and NAME-overlay.png, the mask upon it.",
          "IMAGE...",
          "--run " + SegTrain.DEFAULT_OUT + " --out " + DEFAULT_OUT + " image.png",
          List.of(
              Flags.option(
                  "run", "FOLDER", "a run folder of 'segment train'", SegTrain.DEFAULT_OUT),
              Flags.option("out", "FOLDER", "where the pictures go", DEFAULT_OUT)),
          SegPredict::run);

  private static final long ROOM = 20L << 20;

  private SegPredict() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(SegTrain.DEFAULT_OUT));
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium generative segment train': '%s' is missing"
              .formatted(run, file.getFileName()));
    }
    Weights weights = Safetensors.read(file);
    SegNetwork network = SegNetwork.ofWeights(weights);
    List<Images> images = new ArrayList<>();
    for (String name : a.operands()) { // all of them, before anything is written
      images.add(fitted(ImageFolder.whole(Path.of(name)), network));
    }
    RunFolder out = RunFolder.create(a.path("out").orElse(Path.of(DEFAULT_OUT)), ROOM);
    try (SegFitting fitting = new SegFitting(network, 0, Precision.FLOAT32)) {
      fitting.load(weights);
      for (Images image : images) {
        write(out, fitting, network, image);
      }
    }
  }

  private static Images fitted(Images image, SegNetwork network) {
    if (image.channels() > network.channels()) {
      throw new IllegalArgumentException(
          "'%s' is in colour, and the network was trained on grey images: convert it to grey"
              .formatted(image.name()));
    }
    return image.fitted(image.height(), image.width(), network.channels());
  }

  private static void write(RunFolder out, SegFitting fitting, SegNetwork network, Images image)
      throws IOException {
    int height = image.height();
    int width = image.width();
    byte[] pixels = image.pixels()[0];
    int[] mask = fitting.segment(pixels, height, width);
    String name = Path.of(image.name()).getFileName().toString().replaceFirst("\\.[^.]*$", "");
    int classes = network.classes().size();
    Path written = out.bytes(name + "-mask.png", Overlay.mask(mask, height, width, classes).png());
    out.bytes(
        name + "-overlay.png",
        Overlay.classes(pixels, network.channels(), mask, height, width, 0).png());
    System.out.printf("%s: %s", image.name(), written);
    for (int c = 0; c < classes; c++) {
      int label = c;
      long count = Arrays.stream(mask).filter(m -> m == label).count();
      System.out.printf(", %s %.1f %%", network.classes().get(c), 100.0 * count / mask.length);
    }
    System.out.println();
  }
}
