package org.vivarium.apps.generative;

import org.vivarium.cli.App;

/** {@code vivarium generative}: networks that give images, from the command line. */
public final class Main {
  static final App APP =
      new App(
          "generative",
          "Trains networks that give images, and draws with them.",
          VaeTrain.COMMAND,
          VaeSample.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
