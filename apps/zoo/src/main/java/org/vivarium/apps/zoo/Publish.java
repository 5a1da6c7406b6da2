package org.vivarium.apps.zoo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.repository.ModelStore;
import org.vivarium.repository.Publisher;

/** {@code models} and {@code publish}: the trained models that can be had by name. */
final class Publish {
  static final Command LIST =
      new Command(
          "models",
          "Lists the trained models that can be had by name, here and in any DJL program.",
          "",
          List.of(repository()),
          Publish::list);

  static final Command COMMAND =
      new Command(
          "publish",
          "Puts a finished run into the folder of models, where DJL finds it.",
          "RUN",
          "runs/vision",
          List.of(
              Flags.option("name", "NAME", "what it is called", "architecture-data set"),
              repository()),
          Publish::publish);

  private Publish() {}

  private static Option repository() {
    return Flags.option(
        "repository",
        "FOLDER",
        "where the models lie",
        "$VIVARIUM_MODELS, or else the user's cache");
  }

  private static ModelStore store(Arguments a) {
    return a.path("repository").map(ModelStore::new).orElseGet(ModelStore::ofEnvironment);
  }

  private static void list(Arguments a) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(List.of("name", "architecture", "task", "properties"));
    for (ModelStore.Entry entry : store(a).list()) {
      lines.add(
          List.of(
              entry.name(),
              entry.resource().getArtifactId(),
              entry.resource().getApplication().getPath(),
              entry.properties().entrySet().stream()
                  .map(Map.Entry::toString)
                  .collect(Collectors.joining(" "))));
    }
    System.out.print(Columns.of(lines));
  }

  private static void publish(Arguments a) throws IOException {
    if (a.operands().size() > 1) {
      throw new IllegalArgumentException("'publish' takes one run folder at a time");
    }
    Path run = Path.of(a.operands().get(0));
    JsonObject report = report(run);
    Map<String, String> properties = properties(report);
    String artifact = report.get("model").getAsString();
    String name = a.text("name").orElse(artifact + "-" + properties.get("dataset"));
    Publisher.Card card = new Publisher.Card(name, artifact, properties);
    Path place = Publisher.publish(run, card, store(a).folder());
    System.out.printf("published '%s' in %s%n", name, place);
  }

  private static Map<String, String> properties(JsonObject report) {
    Map<String, String> properties = new TreeMap<>();
    JsonElement data = report.get("data");
    if (data != null && data.isJsonObject()) {
      // a folder of images is known by its own name
      String set = data.getAsJsonObject().get("name").getAsString().replaceFirst(".*[:/\\\\]", "");
      properties.put("dataset", set);
    }
    JsonElement image = report.get("image");
    if (image != null) {
      properties.put(
          "image",
          image.getAsJsonArray().asList().stream()
              .map(JsonElement::getAsString)
              .collect(Collectors.joining("x")));
    }
    if (report.has("metrics") && report.getAsJsonObject("metrics").has("test_accuracy")) {
      double accuracy = report.getAsJsonObject("metrics").get("test_accuracy").getAsDouble();
      properties.put("test_accuracy", "%.4f".formatted(accuracy));
    }
    return properties;
  }

  private static JsonObject report(Path run) throws IOException {
    Path file = run.resolve("report.json");
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a finished run: '%s' is missing".formatted(run, file.getFileName()));
    }
    try {
      JsonObject report = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
      if (report.has("model")) {
        return report;
      }
    } catch (JsonParseException | IllegalStateException e) {
      throw new IllegalArgumentException("'" + file + "' is not the report of a run", e);
    }
    throw new IllegalArgumentException(
        "'" + file + "' does not say what model was trained: publish a run of 'train'");
  }
}
