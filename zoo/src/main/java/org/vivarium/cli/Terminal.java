package org.vivarium.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The terminal that standard error, or standard output, goes to, if it goes to one. */
public final class Terminal {
  private static final int USUAL_COLUMNS = 80;

  private Terminal() {}

  /**
   * The columns of the terminal; empty where standard error is a file or a pipe, where the terminal
   * cannot go back to a line's start, and on Windows. Java itself knows only about standard input
   * and output, and asking the C library would take native access: the shell is asked.
   */
  static OptionalInt columns() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return OptionalInt.empty();
    }
    try {
      Process shell =
          new ProcessBuilder("sh", "-c", "test -t 2 && stty size <&2")
              .redirectError(Redirect.INHERIT)
              .start();
      shell.getOutputStream().close();
      String size = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return columns(size);
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  /**
   * Whether standard output goes to a terminal that can be drawn on; on Windows it is not known.
   */
  public static boolean output() {
    if ("dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return new ProcessBuilder("test", "-t", "1").inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Reads what {@code stty size} prints: rows and columns, both 0 where nobody has set them. */
  static OptionalInt columns(String size) {
    Matcher columns = Pattern.compile("\\d+ (\\d{1,5})\\s*").matcher(size);
    if (!columns.matches()) {
      return OptionalInt.empty();
    }
    int count = Integer.parseInt(columns.group(1));
    return OptionalInt.of(count == 0 ? USUAL_COLUMNS : count);
  }
}
