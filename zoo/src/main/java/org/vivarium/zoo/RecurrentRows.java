package org.vivarium.zoo;

import java.util.List;
import org.vivarium.kernel.Model;
import org.vivarium.layers.Layers;

/** The rows of the table for networks over series and texts, without attention. */
final class RecurrentRows {
  private static final int TIME = 100;
  private static final int FEATURES = 64;
  private static final int UNITS = 128;
  private static final int CLASSES = 10;
  private static final int VOCABULARY = 20_000;
  private static final int SHORT = 8;
  private static final int FEW = 4;

  static final List<Row.Network> ROWS =
      List.of(
          series(
              "rnn",
              "Elman 1990",
              26_122,
              RecurrentClassifier.ofRnn(UNITS, CLASSES),
              RecurrentClassifier.ofRnn(UNITS, FEW)),
          series(
              "lstm",
              "Hochreiter and Schmidhuber 1997",
              100_618,
              RecurrentClassifier.ofLstm(UNITS, CLASSES),
              RecurrentClassifier.ofLstm(UNITS, FEW)),
          series(
              "gru",
              "Cho et al. 2014",
              75_786,
              RecurrentClassifier.ofGru(UNITS, CLASSES),
              RecurrentClassifier.ofGru(UNITS, FEW)),
          series(
              "bilstm",
              "Graves and Schmidhuber 2005",
              596_490,
              RecurrentClassifier.ofBidirectionalLstm(UNITS, CLASSES),
              RecurrentClassifier.ofBidirectionalLstm(UNITS, FEW)),
          new Row.Network(
              "tcn",
              Row.Task.SEQUENCE_CLASSIFICATION,
              "Bai et al. 2018",
              66_510,
              Tcn.paper(CLASSES).series(784, 1),
              new Tcn(FEW, 2, 32, 3, 0).series(SHORT, FEW)),
          text(
              "text_rnn",
              "Elman 1990",
              2_593_282,
              new RecurrentText(VOCABULARY, 128, RecurrentClassifier.ofRnn(UNITS, 2)).text(TIME),
              new RecurrentText(50, 64, RecurrentClassifier.ofRnn(UNITS, FEW)).text(SHORT)),
          text(
              "text_gru",
              "Cho et al. 2014",
              2_659_330,
              new RecurrentText(VOCABULARY, 128, RecurrentClassifier.ofGru(UNITS, 2)).text(TIME),
              new RecurrentText(50, 64, RecurrentClassifier.ofGru(UNITS, FEW)).text(SHORT)),
          text(
              "text_lstm",
              "Dai and Le 2015",
              2_692_354,
              new RecurrentText(VOCABULARY, 128, RecurrentClassifier.ofLstm(UNITS, 2)).text(TIME),
              new RecurrentText(50, 64, RecurrentClassifier.ofLstm(UNITS, FEW)).text(SHORT)),
          text(
              "text_bilstm",
              "Graves and Schmidhuber 2005",
              3_219_970,
              new RecurrentText(VOCABULARY, 128, RecurrentClassifier.ofBidirectionalLstm(UNITS, 2))
                  .text(TIME),
              new RecurrentText(50, 64, RecurrentClassifier.ofBidirectionalLstm(UNITS, FEW))
                  .text(SHORT)),
          text(
              "text_bilstm_max",
              "Conneau et al. 2017",
              2_824_706,
              new RecurrentText(VOCABULARY, 128, strongest(2)).text(TIME),
              new RecurrentText(50, 64, strongest(FEW)).text(SHORT)),
          text(
              "text_cnn",
              "Kim 2014",
              6_360_902,
              new TextCnn(2, VOCABULARY, 300, 100).text(TIME),
              new TextCnn(FEW, 50, 64, 32).text(SHORT)));

  private RecurrentRows() {}

  /** One layer both ways, and the largest of each number over the text. */
  private static RecurrentClassifier strongest(int classes) {
    return new RecurrentClassifier(Layers.lstm("rnn", UNITS).bidirectional(), classes)
        .summary(RecurrentClassifier.Summary.MAX);
  }

  private static Row.Network series(
      String name,
      String paper,
      long parameters,
      RecurrentClassifier model,
      RecurrentClassifier small) {
    return new Row.Network(
        name,
        Row.Task.SEQUENCE_CLASSIFICATION,
        paper,
        parameters,
        model.series(TIME, FEATURES),
        small.series(SHORT, FEW));
  }

  private static Row.Network text(
      String name, String paper, long parameters, Model model, Model small) {
    return new Row.Network(name, Row.Task.TEXT_CLASSIFICATION, paper, parameters, model, small);
  }
}
