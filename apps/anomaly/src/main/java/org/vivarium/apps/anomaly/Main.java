package org.vivarium.apps.anomaly;

import org.vivarium.cli.App;

/** {@code vivarium anomaly}: tells the unusual from the usual, from the command line. */
public final class Main {
  static final App APP =
      new App(
          "anomaly",
          "Learns what is usual and tells what is not.",
          Train.COMMAND,
          Compare.COMMAND,
          Evaluate.COMMAND,
          Watch.COMMAND,
          NabRun.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
