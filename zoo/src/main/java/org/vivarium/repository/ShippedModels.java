package org.vivarium.repository;

import ai.djl.Application;
import ai.djl.repository.AbstractRepository;
import ai.djl.repository.Artifact;
import ai.djl.repository.MRL;
import ai.djl.repository.Metadata;
import ai.djl.util.JsonUtils;
import ai.djl.util.Progress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The models in our jar, as a DJL repository: {@code index.txt} lists their metadata files. DJL
 * unpacks what is used into its cache, as if it had been downloaded.
 */
final class ShippedModels extends AbstractRepository {
  private static final String ROOT = "models/";

  ShippedModels() {
    super("vivarium", URI.create("vivarium:/"));
  }

  /** So that its files go through DJL's cache. */
  @Override
  public boolean isRemote() {
    return true;
  }

  @Override
  public Metadata locate(MRL mrl) throws IOException {
    URI uri = mrl.toURI();
    try (var in = reader(uri.getPath() + "metadata.json")) {
      Metadata metadata = JsonUtils.GSON.fromJson(in, Metadata.class);
      metadata.init(Map.of());
      metadata.setRepositoryUri(uri);
      return metadata;
    }
  }

  @Override
  public Artifact resolve(MRL mrl, Map<String, String> filter) throws IOException {
    return mrl.match(filter);
  }

  @Override
  public List<MRL> getResources() {
    try (var in = reader("index.txt")) {
      return in.lines().map(this::resource).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From {@code model/cv/image_classification/org/vivarium/lenet}. */
  private MRL resource(String folder) {
    String group = "/" + VivariumZoo.GROUP.replace('.', '/') + "/";
    int at = folder.indexOf(group);
    return model(
        Application.of(folder.substring("model/".length(), at)),
        VivariumZoo.GROUP,
        folder.substring(at + group.length()));
  }

  @Override
  protected void download(Path to, URI base, Artifact.Item item, Progress progress)
      throws IOException {
    try (InputStream in = open(base.resolve(item.getUri()).getPath())) {
      save(in, to, item, progress);
    }
  }

  private static BufferedReader reader(String path) throws IOException {
    return new BufferedReader(new InputStreamReader(open(path), StandardCharsets.UTF_8));
  }

  private static InputStream open(String path) throws IOException {
    InputStream in = ShippedModels.class.getResourceAsStream(ROOT + path);
    if (in == null) {
      throw new IOException("'" + ROOT + path + "' is missing in the jar of Vivarium");
    }
    return in;
  }
}
