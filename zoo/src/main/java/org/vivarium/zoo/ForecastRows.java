package org.vivarium.zoo;

import java.util.List;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.zoo.Row.Task;

/** The part of {@link Zoo} that tells the future of series. */
final class ForecastRows {
  private static final String ZENG = "Zeng et al. 2023";
  private static final int LONG = 336; // steps seen, as in the papers
  private static final int FAR = 96;
  private static final int COLUMNS = 7; // of ETTh1
  private static final int UNITS = 64;
  private static final int WIDE = 512; // to learn by heart in few steps

  static final List<Row.Network> ALL =
      List.of(
          papers("nlinear", ZENG, 32_352, new NLinear(FAR, 1), model(512, 1, new NLinear(2, 1))),
          papers("dlinear", ZENG, 64_704, new DLinear(FAR, 1), model(512, 1, new DLinear(2, 1, 3))),
          papers(
              "patchtst",
              "Nie et al. 2023",
              81_760,
              PatchTst.small(FAR, 1),
              model(12, 2, new PatchTst(2, 1, 4, 2, 32, 4, 64, 2, 0))),
          reader("rnn_forecaster", "Elman 1990", 5_848, "rnn", 1, WIDE, 1),
          reader("lstm_forecaster", "Hochreiter and Schmidhuber 1997", 18_712, "lstm", 1, WIDE, 1),
          reader("gru_forecaster", "Cho et al. 2014", 14_424, "gru", 1, WIDE, 1),
          reader("tcn_forecaster", "Bai et al. 2018", 113_112, "tcn", 5, WIDE, 1),
          reader(
              "transformer_forecaster", "Vaswani et al. 2017", 68_760, "transformer", 2, UNITS, 2));

  private ForecastRows() {}

  private static Row.Network papers(
      String name, String paper, long parameters, Layer network, Model small) {
    return row(name, paper, parameters, model(LONG, COLUMNS, network), small);
  }

  /** The last two are units and layers of the network that learns by heart. */
  private static Row.Network reader(
      String name,
      String paper,
      long parameters,
      String reader,
      int layers,
      int fewUnits,
      int fewLayers) {
    return row(
        name,
        paper,
        parameters,
        model(FAR, 1, forecaster(reader, UNITS, layers, .1f, 24)),
        model(6, 1, forecaster(reader, fewUnits, fewLayers, 0, 2)));
  }

  private static Layer forecaster(String reader, int units, int layers, float drop, int horizon) {
    return new SeriesForecaster(
        SeriesForecaster.reader(reader, units, layers, drop), horizon, 1, 1);
  }

  private static Model model(int time, int columns, Layer network) {
    return Model.of(Model.Input.floats("series", time, columns), "forecast", network);
  }

  private static Row.Network row(
      String name, String paper, long parameters, Model model, Model small) {
    return new Row.Network(name, Task.FORECASTING, paper, parameters, model, small);
  }
}
