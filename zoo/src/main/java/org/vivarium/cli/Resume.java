package org.vivarium.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Checkpoint;

/**
 * Whether a training run begins anew or goes on, with {@code --resume}, from the checkpoint in its
 * folder: what the run was asked for when it began holds where nothing else is asked for now.
 *
 * @param saved what to go on from; empty for a new run
 * @param options of the run that began, by name
 */
public record Resume(Optional<Checkpoint.Saved> saved, Map<String, String> options) {
  /** A new run. */
  public static final Resume NONE = new Resume(Optional.empty(), Map.of());

  private static final Gson GSON = new Gson();
  private static final String VERB = "verb";
  private static final String OPTIONS = "options";

  public Resume {
    options = new LinkedHashMap<>(options);
  }

  /**
   * Reads the checkpoint, where {@code --resume} is given.
   *
   * @param app such as {@code vision}
   * @param verb such as {@code train}, which must have made the checkpoint
   */
  public static Resume of(Arguments a, String app, String verb, Path out) throws IOException {
    if (!a.flag("resume")) {
      return NONE;
    }
    Checkpoint.Saved saved = Checkpoint.read(out);
    String options = saved.about().get(OPTIONS);
    String maker = saved.about().getOrDefault(VERB, verb);
    if (options == null || !maker.equals(verb)) {
      throw new IllegalArgumentException(
          "the checkpoint in '%s' was made by '%s', not by 'vivarium %s %s'"
              .formatted(
                  out,
                  options == null ? "another program" : "vivarium " + app + " " + maker,
                  app,
                  verb));
    }
    return new Resume(Optional.of(saved), options(options));
  }

  /** The options of the run that weights are of; none where they do not say. */
  public static Map<String, String> optionsOf(Weights weights) {
    return options(weights.metadata().getOrDefault(OPTIONS, "{}"));
  }

  private static Map<String, String> options(String json) {
    Map<String, String> map = new LinkedHashMap<>();
    GSON.fromJson(json, JsonObject.class)
        .asMap()
        .forEach((name, value) -> map.put(name, value.getAsString()));
    return map;
  }

  /** What a checkpoint says of the run that makes it, for {@link #of}. */
  public static Map<String, String> about(String verb, Map<String, String> options) {
    Map<String, String> about = new LinkedHashMap<>();
    about.put(VERB, verb);
    about.put(OPTIONS, GSON.toJson(options));
    return about;
  }

  /**
   * Tells what is not as it was when the run began, and refuses what must be.
   *
   * @param fixed the options that a checkpoint holds for
   */
  public void compare(Map<String, String> now, Set<String> fixed, boolean quiet) {
    options.forEach(
        (name, was) -> {
          String is = now.get(name);
          if (!was.equals(is) && fixed.contains(name)) {
            throw new IllegalArgumentException(
                "the checkpoint was made with --%s %s and cannot go on with %s: choose another --out"
                    .formatted(name, was, is));
          }
          if (!was.equals(is)) {
            Note.of(quiet, "resuming with --%s %s; the run began with %s", name, is, was);
          }
        });
  }

  /**
   * Refuses to go on with other data.
   *
   * @param key of their hash in what the checkpoint says
   * @param what they are, such as {@code images}
   */
  public void checkData(String key, String sha256, String what) {
    String then = said(key, sha256);
    if (!sha256.equals(then)) {
      throw new IllegalArgumentException(
          "the checkpoint was made with other %s: the data set, --limit or its files changed"
                  .formatted(what)
              + " (sha256 %.12s… then, %.12s… now)".formatted(then, sha256));
    }
  }

  /** Refuses to go on where the checkpoint says something else of its network, say, than now. */
  public void check(String key, Map<String, String> now, String what) {
    String then = said(key, now.get(key));
    if (!now.get(key).equals(then)) {
      throw new IllegalArgumentException(
          "the checkpoint was made for another %s: %s then, %s now"
              .formatted(what, then, now.get(key)));
    }
  }

  private String said(String key, String otherwise) {
    return saved.isPresent() ? saved.get().about().get(key) : otherwise;
  }
}
