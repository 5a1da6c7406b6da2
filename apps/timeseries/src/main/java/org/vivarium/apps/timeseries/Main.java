package org.vivarium.apps.timeseries;

import org.vivarium.cli.App;

/** {@code vivarium timeseries}: forecasts, analyses and cleans series, from the command line. */
public final class Main {
  static final App APP =
      new App("timeseries", "Forecasts, analyses and classifies series, and cleans recordings.");

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
