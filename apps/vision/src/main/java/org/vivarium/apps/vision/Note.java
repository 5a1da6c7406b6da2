package org.vivarium.apps.vision;

import com.google.errorprone.annotations.FormatMethod;

/** A sentence for the person at the terminal, on standard error, unless they asked for quiet. */
final class Note {
  private Note() {}

  @FormatMethod
  static void of(boolean quiet, String format, Object... values) {
    if (!quiet) {
      System.err.printf(format + "%n", values);
    }
  }
}
