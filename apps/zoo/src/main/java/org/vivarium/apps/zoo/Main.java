package org.vivarium.apps.zoo;

import org.vivarium.cli.App;

/** {@code vivarium zoo}: looks into the zoo, and brings weights and models in and out of it. */
public final class Main {
  static final App APP =
      new App(
          "zoo",
          "Tells of the zoo's architectures and keeps weights and trained models.",
          Show.LIST,
          Show.COMMAND,
          Convert.COMMAND,
          Publish.LIST,
          Publish.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
