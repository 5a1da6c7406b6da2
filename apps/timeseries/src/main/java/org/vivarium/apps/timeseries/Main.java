package org.vivarium.apps.timeseries;

import org.vivarium.apps.timeseries.analyse.Analyse;
import org.vivarium.apps.timeseries.classify.ClassifyEvaluate;
import org.vivarium.apps.timeseries.classify.ClassifyPredict;
import org.vivarium.apps.timeseries.classify.ClassifyTrain;
import org.vivarium.apps.timeseries.denoise.DenoiseEvaluate;
import org.vivarium.apps.timeseries.denoise.DenoiseRun;
import org.vivarium.apps.timeseries.denoise.DenoiseTrain;
import org.vivarium.apps.timeseries.forecast.ForecastEvaluate;
import org.vivarium.apps.timeseries.forecast.ForecastPredict;
import org.vivarium.apps.timeseries.forecast.ForecastTrain;
import org.vivarium.cli.App;

/** {@code vivarium timeseries}: forecasts, analyses and cleans series, from the command line. */
public final class Main {
  static final App APP =
      new App(
          "timeseries",
          "Forecasts, analyses and classifies series, and cleans recordings.",
          ForecastTrain.COMMAND,
          ForecastEvaluate.COMMAND,
          ForecastPredict.COMMAND,
          Analyse.COMMAND,
          DenoiseTrain.COMMAND,
          DenoiseRun.COMMAND,
          DenoiseEvaluate.COMMAND,
          ClassifyTrain.COMMAND,
          ClassifyEvaluate.COMMAND,
          ClassifyPredict.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
