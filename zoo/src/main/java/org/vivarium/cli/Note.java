package org.vivarium.cli;

import com.google.errorprone.annotations.FormatMethod;

/** A sentence for the person at the terminal, on standard error, unless they asked for quiet. */
public final class Note {
  private Note() {}

  @FormatMethod
  public static void of(boolean quiet, String format, Object... values) {
    if (!quiet) {
      System.err.printf(format + "%n", values);
    }
  }
}
