package org.vivarium.apps.timeseries.forecast;

import java.util.List;

/** Tells what comes after origins from what lies before them. */
interface Forecaster {
  /** As the tables call it. */
  String name();

  /** One forecast for each origin. */
  List<Forecast> at(double[][] scaled, int[] origins);
}
