package org.vivarium.data;

import java.util.Collection;
import org.vivarium.cli.Suggest;

/** A word on the known name that a mistyped one most likely meant. */
final class Nearest {
  private Nearest() {}

  /** " Did you mean 'x'?", or nothing when no name is near. */
  static String hint(String typed, Collection<String> known) {
    return Suggest.nearest(typed, known).map(name -> " Did you mean '" + name + "'?").orElse("");
  }
}
