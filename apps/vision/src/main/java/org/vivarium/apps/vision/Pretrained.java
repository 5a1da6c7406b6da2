package org.vivarium.apps.vision;

import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Note;
import org.vivarium.kernel.Paths;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Weights;
import org.vivarium.repository.ModelStore;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Fit;
import org.vivarium.weights.WeightFiles;
import org.vivarium.zoo.Zoo;

/**
 * Weights from elsewhere, and the classifier that they were trained as, as far as they say it.
 *
 * @param source what was given on the command line
 * @param trained empty for files of other programs
 */
record Pretrained(String source, Weights weights, Optional<Classifier> trained) {
  /** The key of the metadata that {@link Classifier#toMap} stands under, as JSON. */
  static final String CLASSIFIER = "classifier";

  private static final Path RUNS = Path.of("runs");
  private static final Set<String> INCEPTIONS = Set.of("googlenet", "xception"); // want -1..1
  private static final int IMAGE_NET = 224;
  private static final List<Double> IMAGE_NET_MEAN = List.of(.485, .456, .406);
  private static final List<Double> IMAGE_NET_STD = List.of(.229, .224, .225);

  /** Reads a file of weights, or those of a run folder, a run or a model of that name. */
  static Pretrained read(String name) throws IOException {
    Path file = file(name);
    Weights weights = WeightFiles.read(file);
    return new Pretrained(name, weights, trained(file.toAbsolutePath(), weights));
  }

  /** As the file itself says it, or the report beside the weights of a run. */
  private static Optional<Classifier> trained(Path file, Weights weights) throws IOException {
    String said = weights.metadata().get(CLASSIFIER);
    Path folder = file.getParent();
    try {
      if (said != null) {
        return Optional.of(Classifier.ofJson(JsonParser.parseString(said).getAsJsonObject()));
      }
      if (file.equals(Checkpoint.best(folder)) && Files.exists(folder.resolve("report.json"))) {
        return Optional.of(Classifier.ofRun(folder));
      }
      return Optional.empty();
    } catch (RuntimeException e) { // whatever may be wrong with JSON of others
      throw new IllegalArgumentException(
          "what is said about '%s' does not describe a classifier: %s".formatted(file, e), e);
    }
  }

  /** Where the weights of a name lie. */
  private static Path file(String name) throws IOException {
    Path path = Path.of(name);
    for (Path run : List.of(path, RUNS.resolve(name))) {
      if (Files.isRegularFile(Checkpoint.best(run))) {
        return Checkpoint.best(run);
      }
    }
    if (Files.exists(path)) {
      return path;
    }
    ModelStore models = ModelStore.ofEnvironment();
    Optional<ModelStore.Entry> model = models.find(name);
    if (model.isEmpty()) {
      throw new IllegalArgumentException(
          "there are no weights '%s': name a file of weights, a run folder of 'train', a run under '%s', or one of the models %s"
              .formatted(name, RUNS, models.names()));
    }
    return model.get().weights();
  }

  /**
   * What the weights are for: as they say, or else as {@code --model} and {@code --image-size} do.
   */
  Classifier classifier(Arguments a, boolean quiet) {
    String model = a.choice("model", "", Zoo.imageClassifiers());
    int side = a.integer("image-size", 0, 8, 1024);
    if (trained.isPresent()) {
      Classifier c = trained.get();
      if (!model.isEmpty() && !model.equals(c.model())) {
        throw new IllegalArgumentException(
            "--model is %s, and '%s' has the weights of %s: leave out --model"
                .formatted(model, source, c.model()));
      }
      return side > 0 ? c.sized(side, side) : c;
    }
    if (model.isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' does not say what network it is for: add --model, and --image-size if its images are not of the usual size"
              .formatted(source));
    }
    Zoo.ImageClassifier row = Zoo.imageClassifier(model);
    int height = side > 0 ? side : row.image().get(0);
    int width = side > 0 ? side : row.image().get(1);
    Classifier c = usual(row, height, width);
    Note.of(
        quiet,
        "'%s' does not say how its images were prepared: taken as %dx%dx%d, mean %s, deviation %s",
        source,
        height,
        width,
        c.channels(),
        c.mean(),
        c.std());
    return c;
  }

  /** As the published weights of an architecture want their images. */
  private static Classifier usual(Zoo.ImageClassifier row, int height, int width) {
    int channels = row.image().get(2);
    List<Double> mean = Collections.nCopies(channels, 0.);
    List<Double> std = Collections.nCopies(channels, 1.);
    if (INCEPTIONS.contains(row.name())) {
      mean = Collections.nCopies(channels, .5);
      std = mean;
    } else if (row.image().get(0) == IMAGE_NET) {
      mean = IMAGE_NET_MEAN;
      std = IMAGE_NET_STD;
    }
    return new Classifier(row.name(), height, width, channels, List.of("?"), mean, std);
  }

  /** The weights below the head, fitted to a network that ends there. */
  Weights below(List<String> head, Program network) {
    Paths body = Paths.ALL.but(head);
    Map<String, Weights.Array> arrays = new LinkedHashMap<>(weights.arrays());
    arrays.keySet().removeIf(path -> !body.hold(path));
    return Fit.of(new Weights(arrays, weights.metadata()), network).weights();
  }

  /** The weights below the head, and the head of a network that is not trained yet. */
  Weights under(List<String> head, Program fresh) {
    Paths body = Paths.ALL.but(head);
    Map<String, Weights.Array> arrays =
        new LinkedHashMap<>(Fit.of(weights, fresh).weights().arrays());
    arrays.keySet().removeIf(path -> !body.hold(path));
    fresh
        .weights()
        .arrays()
        .forEach(
            (path, array) -> {
              if (!body.hold(path)) {
                arrays.put(path, array);
              }
            });
    return new Weights(arrays);
  }
}
