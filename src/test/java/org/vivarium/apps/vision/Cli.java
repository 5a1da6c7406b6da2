package org.vivarium.apps.vision;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vivarium.Console;

/** The vision app as a person calls it, in this process or in one of its own. */
final class Cli {
  private Cli() {}

  /** Runs the app here and catches what it prints. */
  static Console.Result run(String... args) {
    return Console.run(Main.APP, args);
  }

  /** Starts a main in a process of its own; standard error goes with standard output. */
  static Process start(List<String> jvmOptions, String main, String... args) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /**
   * Reads what a process prints up to a line that contains {@code word}; all of it when none does.
   */
  static String readUntil(BufferedReader reader, String word) throws IOException {
    StringBuilder read = new StringBuilder();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      read.append(line).append('\n');
      if (line.contains(word)) {
        break;
      }
    }
    return read.toString();
  }
}
