package org.vivarium.apps.vision;

import org.vivarium.cli.App;

/** {@code vivarium vision}: image classification from the command line. */
public final class Main {
  static final App APP =
      new App(
          "vision",
          "Trains, measures and uses image classifiers.",
          Train.COMMAND,
          Finetune.COMMAND,
          Evaluate.COMMAND,
          Predict.COMMAND,
          Embed.COMMAND,
          Explore.COMMAND,
          CrossValidate.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
