package org.vivarium.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** The folder that holds the data sets, each in a subfolder with its name. */
public final class DataDir {
  private DataDir() {}

  /**
   * The folder asked for, or where that is null {@code $VIVARIUM_DATA}, or else {@code vivarium} in
   * the user's cache folder.
   */
  public static Path resolve(Path asked) {
    return resolve(
        asked, System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
  }

  /** The folder {@code vivarium} in the user's cache folder. */
  public static Path cache() {
    return cache(System.getenv(), System.getProperty("os.name"), System.getProperty("user.home"));
  }

  static Path resolve(Path asked, Map<String, String> environment, String system, String home) {
    if (asked != null) {
      return asked;
    }
    String data = environment.getOrDefault("VIVARIUM_DATA", "");
    return data.isBlank() ? cache(environment, system, home) : Path.of(data);
  }

  private static Path cache(Map<String, String> environment, String system, String home) {
    return systemCache(environment, system, home).resolve("vivarium");
  }

  private static Path systemCache(Map<String, String> environment, String system, String home) {
    String os = system.toLowerCase(Locale.ROOT);
    if (os.startsWith("mac")) {
      return Path.of(home, "Library", "Caches");
    }
    if (os.startsWith("windows")) {
      String local = environment.getOrDefault("LOCALAPPDATA", "");
      return local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local);
    }
    String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
    return xdg.isBlank() ? Path.of(home, ".cache") : Path.of(xdg);
  }
}
