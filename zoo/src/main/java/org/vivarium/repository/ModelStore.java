package org.vivarium.repository;

import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.vivarium.data.DataDir;

/**
 * The models that can be had by name: those that ship with the library, and those of a folder in
 * the layout of DJL's local repositories, which come first.
 *
 * @param folder need not exist
 */
public record ModelStore(Path folder) {
  static final String WEIGHTS = "weights.safetensors";

  /**
   * A trained model.
   *
   * @param name such as {@code lenet-mnist}
   * @param properties what DJL's filters ask for, such as the data set
   */
  public record Entry(
      String name, MRL resource, Artifact artifact, Map<String, String> properties) {
    /** Its weights, unpacked into DJL's cache. */
    public Path weights() throws IOException {
      resource.prepare(artifact);
      return resource.getRepository().getResourceDirectory(artifact).resolve(WEIGHTS);
    }

    @Override
    public String toString() {
      return name + properties;
    }
  }

  /** The folder {@code $VIVARIUM_MODELS}, or else {@code vivarium/models} in the user's cache. */
  public static ModelStore ofEnvironment() {
    String models = System.getenv().getOrDefault("VIVARIUM_MODELS", "");
    return new ModelStore(models.isBlank() ? DataDir.cache().resolve("models") : Path.of(models));
  }

  /** What DJL calls resources: an architecture for a task, in one place. */
  List<MRL> resources() {
    List<MRL> all = new ArrayList<>();
    if (Files.isDirectory(folder.resolve("model"))) {
      Repository local = Repository.newInstance("vivarium-local", folder);
      all.addAll(local.getResources());
    }
    all.addAll(new ShippedModels().getResources());
    return all;
  }

  /** Every model; the newest of a name comes first. */
  public List<Entry> list() {
    List<Entry> all = new ArrayList<>();
    for (MRL resource : resources()) {
      try {
        for (Artifact artifact : resource.listArtifacts()) {
          Map<String, String> properties = new TreeMap<>(artifact.getProperties());
          String name = properties.remove("name");
          all.add(
              new Entry(name == null ? artifact.getName() : name, resource, artifact, properties));
        }
      } catch (IOException e) {
        throw new IllegalArgumentException("'" + folder + "' is damaged: " + e.getMessage(), e);
      }
    }
    return all;
  }

  /** The names of all models. */
  public List<String> names() {
    return list().stream().map(Entry::name).distinct().toList();
  }

  /** The first model of a name. */
  public Optional<Entry> find(String name) {
    return list().stream().filter(entry -> entry.name().equals(name)).findFirst();
  }

  /**
   * The weights of a model, unpacked into DJL's cache.
   *
   * @throws IllegalArgumentException naming the models there are, when there is none of that name
   */
  public Path weights(String name) throws IOException {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no model '%s'; there are %s".formatted(name, names())))
        .weights();
  }
}
