package org.vivarium.apps.vision;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.data.ImageFolder;
import org.vivarium.data.Images;
import org.vivarium.serving.ImageClassifier;

/** {@code predict}: says what is on pictures, through DJL and the exported model. */
final class Predict {
  static final Command COMMAND =
      new Command(
          "predict",
          "Says what is on pictures: a line for each, the likeliest classes first.",
          "IMAGE...",
          "--run " + Train.DEFAULT_OUT + " " + Train.DEFAULT_OUT + "/samples/7.png",
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'train'", Train.DEFAULT_OUT),
              Flags.option("top", "N", "classes to name", 3),
              Flags.flag("invert", "light and dark are the other way round than in training"),
              Flags.quiet()),
          Predict::run);

  private static final double BRIGHT = .5;
  private static final double DARK = .3;

  private Predict() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(Train.DEFAULT_OUT));
    int top = a.integer("top", 3, 1, 1000);
    Classifier classifier = Classifier.ofRun(run);
    List<Path> files = a.operands().stream().map(Path::of).toList();
    List<byte[]> pictures =
        files.stream() // all are read before anything is said
            .map(f -> read(f, classifier, a.flag("invert"), a.flag("quiet")))
            .toList();
    try (ImageClassifier model = ImageClassifier.load(run.resolve("savedmodel"))) {
      for (int i = 0; i < files.size(); i++) {
        float[] probabilities = model.probabilities(pixels(pictures.get(i), classifier))[0];
        System.out.println(files.get(i) + ": " + line(probabilities, model.classes(), top));
      }
    }
  }

  private static String line(float[] probabilities, List<String> classes, int top) {
    StringJoiner line = new StringJoiner(", ");
    IntStream.range(0, probabilities.length)
        .boxed()
        .sorted((i, j) -> Float.compare(probabilities[j], probabilities[i]))
        .limit(top)
        .forEach(
            i ->
                line.add(
                    String.format(
                        Locale.ROOT, "%s %.1f %%", classes.get(i), 100 * probabilities[i])));
    return line.toString();
  }

  private static byte[] read(Path file, Classifier classifier, boolean invert, boolean quiet) {
    byte[] pixels =
        ImageFolder.read(file, classifier.height(), classifier.width(), classifier.channels());
    long sum = 0;
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = invert ? (byte) ~pixels[i] : pixels[i];
      sum += pixels[i] & 0xff;
    }
    double brightness = sum / 255.0 / pixels.length;
    double usual = classifier.mean().stream().mapToDouble(m -> m).average().orElse(brightness);
    if (usual < DARK && brightness > BRIGHT) {
      Note.of(
          quiet,
          "'%s' is bright and the training images were dark: if it is dark on light, add --invert",
          file);
    }
    return pixels;
  }

  private static ImageClassifier.Images pixels(byte[] picture, Classifier c) {
    return new ImageClassifier.Images(
        floats(picture, new float[picture.length], 0), 1, c.height(), c.width(), c.channels());
  }

  /** {@code n} images from number {@code first} on, as the exported model takes them. */
  static ImageClassifier.Images pixels(Images images, int first, int n) {
    int size = images.height() * images.width() * images.channels();
    float[] pixels = new float[n * size];
    for (int i = 0; i < n; i++) {
      floats(images.pixels()[first + i], pixels, i * size);
    }
    return new ImageClassifier.Images(
        pixels, n, images.height(), images.width(), images.channels());
  }

  private static float[] floats(byte[] bytes, float[] to, int at) {
    for (int i = 0; i < bytes.length; i++) {
      to[at + i] = (bytes[i] & 0xff) / 255f;
    }
    return to;
  }
}
