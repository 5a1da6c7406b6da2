package org.vivarium.apps.generative.restore;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.apps.generative.WholeImages;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.data.ImageFolder;
import org.vivarium.data.Images;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.report.RunFolder;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/**
 * {@code denoise run} and its like: restores picture files, of any size but for the autoencoder.
 */
final class RestoreRun {
  private static final long ROOM = 20L << 20;

  private RestoreRun() {}

  static Command command(Task task) {
    return new Command(
        task.verb() + " run",
        purpose(task) + " Writes NAME-" + ending(task) + ".png for each.",
        "IMAGE...",
        "--run " + RestoreTrain.out(task) + " --out restored image.png",
        List.of(
            Flags.option(
                "run",
                "FOLDER",
                "a run folder of '" + task.verb() + " train'",
                RestoreTrain.out(task)),
            Flags.option("out", "FOLDER", "where the pictures go", "restored")),
        a -> run(task, a));
  }

  private static String purpose(Task task) {
    return switch (task) {
      case AUTOENCODER -> "Puts pictures into a few numbers and back.";
      case DENOISE -> "Takes the noise off pictures.";
      case SUPERRESOLVE -> "Enlarges pictures.";
      case COLORIZE -> "Gives grey pictures colours.";
    };
  }

  private static String ending(Task task) {
    return switch (task) {
      case AUTOENCODER -> "decoded";
      case DENOISE -> "denoised";
      case SUPERRESOLVE -> "enlarged";
      case COLORIZE -> "coloured";
    };
  }

  private static void run(Task task, Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(RestoreTrain.out(task)));
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium generative %s train': '%s' is missing"
              .formatted(run, task.verb(), file.getFileName()));
    }
    Weights weights = Safetensors.read(file);
    Restorer network = Restorer.ofWeights(weights);
    if (!network.task().equals(task.verb())) {
      throw new IllegalArgumentException(
          "'%s' was made by '%s train': use '%s run'"
              .formatted(run, network.task(), network.task()));
    }
    RestoreConfig config = config(task, weights);
    List<Images> images = new ArrayList<>();
    for (String name : a.operands()) { // all of them, before anything is written
      images.add(read(task, network, name));
    }
    RunFolder out = RunFolder.create(a.path("out").orElse(Path.of("restored")), ROOM);
    restore(network, config, weights, images, out);
  }

  /** The options that the network was trained with. */
  private static RestoreConfig config(Task task, Weights weights) {
    Map<String, String> options = new LinkedHashMap<>();
    new Gson()
        .fromJson(weights.metadata().get("options"), JsonObject.class)
        .asMap()
        .forEach((name, value) -> options.put(name, value.getAsString()));
    return RestoreConfig.parse(task, Arguments.none().or(options));
  }

  private static Images read(Task task, Restorer network, String name) {
    if (!network.anySize()) {
      List<Integer> image = network.image();
      byte[] pixels = ImageFolder.read(Path.of(name), image.get(0), image.get(1), image.get(2));
      return new Images(
          name,
          image.get(0),
          image.get(1),
          image.get(2),
          new byte[][] {pixels},
          new int[1],
          List.of("picture"));
    }
    Images image = ImageFolder.whole(Path.of(name));
    int channels = task == Task.COLORIZE ? image.channels() : network.channels();
    if (image.channels() > channels) {
      throw new IllegalArgumentException(
          "'%s' is in colour, and the network was trained on grey images: convert it to grey"
              .formatted(name));
    }
    // what is to be coloured is read in three channels, of which the network sees the brightness
    return image.fitted(image.height(), image.width(), task == Task.COLORIZE ? 3 : channels);
  }

  private static void restore(
      Restorer network, RestoreConfig config, Weights weights, List<Images> images, RunFolder out)
      throws IOException {
    Task task = config.task();
    try (Program program = new Program(0)) {
      List<Integer> shape = network.image();
      Value image =
          network.anySize()
              ? program.pixels("image", 1, -1, -1, shape.get(2))
              : program.pixels("image", 1, shape.get(0), shape.get(1), shape.get(2));
      Value restored = network.restore(program.serving(), task.taken(image, config));
      program.load(weights);
      int factor = task.factor(config);
      WholeImages whole = new WholeImages(program, "image", network.multiple(), factor);
      for (Images one : images) {
        int height = factor * one.height();
        int width = factor * one.width();
        float[] pixels =
            whole.compute(restored, one.pixels()[0], one.height(), one.width(), one.channels());
        String name = Path.of(one.name()).getFileName().toString().replaceFirst("\\.[^.]*$", "");
        Path written =
            out.bytes(
                name + "-" + ending(task) + ".png",
                Pictures.of(pixels, height, width, network.channels()).get(0).png());
        System.out.printf("%s: %s%n", one.name(), written);
      }
    }
  }
}
