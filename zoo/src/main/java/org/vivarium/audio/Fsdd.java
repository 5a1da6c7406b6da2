package org.vivarium.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Free Spoken Digit Dataset (Z. Jackson et al., CC BY-SA 4.0): {@code
 * recordings/7_jackson_12.wav}, 8,000 samples a second. Recordings 0 to 4 of each digit and speaker
 * are its test set.
 */
public final class Fsdd {
  public static final int RATE = 8000;
  private static final Pattern NAME = Pattern.compile("(\\d)_([^_]+)_(\\d+)\\.wav");
  private static final int HELD_OUT = 5;

  /** One digit, said once. */
  public record Take(int digit, String speaker, int index, Sound sound) {
    /** Whether the data set's authors hold it out. */
    public boolean heldOut() {
      return index < HELD_OUT;
    }
  }

  private Fsdd() {}

  /** All recordings in the folder {@code fsdd} of a folder, by name. */
  public static List<Take> read(Path dataDir) throws IOException {
    Path folder = dataDir.resolve("fsdd").resolve("recordings");
    List<Take> takes = new ArrayList<>();
    for (Path file : wavs(folder, "https://github.com/Jakobovski/free-spoken-digit-dataset")) {
      Matcher name = NAME.matcher(file.getFileName().toString());
      if (name.matches()) {
        int digit = Integer.parseInt(name.group(1));
        int index = Integer.parseInt(name.group(3));
        takes.add(new Take(digit, name.group(2), index, Sound.read(file).at(RATE)));
      }
    }
    return takes;
  }

  /**
   * The WAV files in and below a folder, by name.
   *
   * @param from where to get what should be there
   */
  public static List<Path> wavs(Path folder, String from) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "'%s' is not there: it is the folder of %s".formatted(folder, from));
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> wavs =
          files
              .filter(f -> f.toString().toLowerCase(Locale.ROOT).endsWith(".wav"))
              .sorted()
              .toList();
      if (wavs.isEmpty()) {
        throw new IllegalArgumentException("there is no WAV file in '%s'".formatted(folder));
      }
      return wavs;
    }
  }
}
