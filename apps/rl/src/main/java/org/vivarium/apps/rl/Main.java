package org.vivarium.apps.rl;

import org.vivarium.cli.App;

/** {@code vivarium rl}: agents that learn by acting, from the command line. */
public final class Main {
  static final App APP =
      new App(
          "rl",
          "Trains agents that learn by acting, and watches them.",
          Train.COMMAND,
          Evaluate.COMMAND,
          Watch.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
