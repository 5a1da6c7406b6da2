package org.vivarium.cli;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.vivarium.weights.Checkpoint;

/** What a run that goes on from a checkpoint takes over from the one that made it. */
public final class Resume {
  /** Under this name a checkpoint keeps the verb that made it. */
  public static final String VERB = "verb";

  /** Under this name a checkpoint keeps all options, as JSON. */
  public static final String OPTIONS = "options";

  private static final Gson GSON = new Gson();

  private Resume() {}

  /**
   * The options that a run of this verb began with.
   *
   * @param app such as {@code vivarium vision}
   */
  public static Map<String, String> options(
      String app, String verb, Path out, Checkpoint.Saved saved) {
    String options = saved.about().get(OPTIONS);
    String maker = saved.about().getOrDefault(VERB, verb);
    if (options == null || !maker.equals(verb)) {
      throw new IllegalArgumentException(
          "the checkpoint in '%s' was made by '%s', not by '%s %s'"
              .formatted(out, options == null ? "another program" : app + " " + maker, app, verb));
    }
    Map<String, String> map = new LinkedHashMap<>();
    GSON.fromJson(options, JsonObject.class)
        .asMap()
        .forEach((name, value) -> map.put(name, value.getAsString()));
    return map;
  }

  /**
   * Tells what is not as it was when the run began, and refuses what must be.
   *
   * @param fixed options that a checkpoint holds for as they were only
   */
  public static void compare(
      Map<String, String> stored, Map<String, String> now, Set<String> fixed, boolean quiet) {
    stored.forEach(
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
}
