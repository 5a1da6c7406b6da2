package org.vivarium.repository;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Puts finished runs into a folder that DJL reads as a repository of models. */
public final class Publisher {
  private static final String METADATA = "metadata.json";
  private static final long EPOCH = 315_532_800_000L; // 1980, as early as a zip can say
  private static final int HASH_CHARACTERS = 8;

  /**
   * What a model is known by.
   *
   * @param name such as {@code lenet-mnist}
   * @param artifact the architecture
   * @param properties what DJL's filters ask for
   */
  public record Card(String name, String artifact, Map<String, String> properties) {
    public Card {
      properties = new TreeMap<>(properties);
      check("name", name);
      check("architecture", artifact);
    }

    /** They become names of files. */
    private static void check(String what, String text) {
      if (!text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,79}")) {
        throw new IllegalArgumentException(
            "the %s '%s' must be of letters, digits, '.', '_' and '-'".formatted(what, text));
      }
    }
  }

  private Publisher() {}

  /**
   * Packs {@code savedmodel} and {@code weights.safetensors} of a run and lists them first in the
   * repository; what was published earlier stays. Killed in between, it leaves the repository as it
   * was.
   *
   * @param folder the repository, which is made when it is missing
   * @return the folder of all models of this architecture and task
   */
  public static Path publish(Path run, Card card, Path folder) throws IOException {
    Path model = run.resolve("savedmodel");
    Path weights = run.resolve(ModelStore.WEIGHTS);
    Path serving = model.resolve("serving.properties");
    for (Path file : List.of(model.resolve("saved_model.pb"), weights, serving)) {
      if (!Files.isRegularFile(file)) {
        throw new IllegalArgumentException(
            "'%s' is not a finished run: '%s' is missing".formatted(run, run.relativize(file)));
      }
    }
    Properties properties = properties(serving);
    String application = properties.getProperty("application", "undefined");
    Path place =
        folder.resolve(
            Path.of("model", application, VivariumZoo.GROUP.replace('.', '/'), card.artifact()));
    Files.createDirectories(place);
    Path zip = place.resolve("model.zip.tmp");
    String hash = pack(model, weights, zip);
    long size = Files.size(zip);
    // DJL's cache goes by this name: another content has another one
    String unique = card.name() + "-" + hash.substring(0, HASH_CHARACTERS);
    Files.move(zip, place.resolve(unique + ".zip"), StandardCopyOption.REPLACE_EXISTING);
    JsonObject metadata = metadata(place, application, card);
    JsonArray artifacts = new JsonArray();
    JsonObject artifact = artifact(unique, hash, size, card);
    // DJL chooses the translator before it unpacks serving.properties
    String translator = properties.getProperty("translatorFactory");
    if (translator != null) {
      JsonObject arguments = new JsonObject();
      arguments.addProperty("translatorFactory", translator);
      artifact.add("arguments", arguments);
    }
    artifacts.add(artifact);
    metadata.getAsJsonArray("artifacts").asList().stream()
        .filter(a -> !a.getAsJsonObject().get("name").getAsString().equals(unique))
        .forEach(artifacts::add);
    metadata.add("artifacts", artifacts);
    Path partial = place.resolve(METADATA + ".tmp");
    Files.writeString(
        partial,
        new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create().toJson(metadata));
    Files.move(partial, place.resolve(METADATA), StandardCopyOption.ATOMIC_MOVE);
    return place;
  }

  private static Properties properties(Path serving) throws IOException {
    Properties properties = new Properties();
    try (var in = Files.newBufferedReader(serving)) {
      properties.load(in);
    }
    return properties;
  }

  /** Writes the archive and gives its hash. */
  private static String pack(Path model, Path weights, Path zip) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(model)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    MessageDigest digest = sha1();
    try (OutputStream out = new DigestOutputStream(Files.newOutputStream(zip), digest);
        ZipOutputStream pack = new ZipOutputStream(out)) {
      for (Path file : files) {
        add(pack, model.relativize(file).toString().replace('\\', '/'), file);
      }
      add(pack, ModelStore.WEIGHTS, weights);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(ZipOutputStream pack, String name, Path file) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(EPOCH); // the same files give the same archive
    pack.putNextEntry(entry);
    Files.copy(file, pack);
    pack.closeEntry();
  }

  private static JsonObject metadata(Path place, String application, Card card) throws IOException {
    Path file = place.resolve(METADATA);
    if (Files.exists(file)) {
      return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
    }
    JsonObject metadata = new JsonObject();
    metadata.addProperty("metadataVersion", "0.2");
    metadata.addProperty("resourceType", "model");
    metadata.addProperty("application", application);
    metadata.addProperty("groupId", VivariumZoo.GROUP);
    metadata.addProperty("artifactId", card.artifact());
    metadata.addProperty("name", card.artifact());
    metadata.add("artifacts", new JsonArray());
    return metadata;
  }

  private static JsonObject artifact(String unique, String hash, long size, Card card) {
    JsonObject properties = new JsonObject();
    properties.addProperty("name", card.name());
    card.properties().forEach(properties::addProperty);
    JsonObject file = new JsonObject();
    file.addProperty("uri", unique + ".zip");
    file.addProperty("name", "");
    file.addProperty("sha1Hash", hash);
    file.addProperty("size", size);
    JsonObject files = new JsonObject();
    files.add("model", file);
    JsonObject artifact = new JsonObject();
    artifact.addProperty("version", "1.0.0");
    artifact.addProperty("snapshot", false);
    artifact.addProperty("name", unique);
    artifact.add("properties", properties);
    artifact.add("files", files);
    return artifact;
  }

  /** What DJL checks its files with. */
  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
