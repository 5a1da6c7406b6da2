package org.vivarium.apps.nlp;

import org.vivarium.apps.nlp.classify.Evaluate;
import org.vivarium.apps.nlp.classify.Predict;
import org.vivarium.apps.nlp.classify.Train;
import org.vivarium.apps.nlp.lm.LmGenerate;
import org.vivarium.apps.nlp.lm.LmTrain;
import org.vivarium.apps.nlp.tokenizer.TokenizerDecode;
import org.vivarium.apps.nlp.tokenizer.TokenizerEncode;
import org.vivarium.apps.nlp.tokenizer.TokenizerShow;
import org.vivarium.apps.nlp.tokenizer.TokenizerTrain;
import org.vivarium.apps.nlp.translate.TranslateEvaluate;
import org.vivarium.apps.nlp.translate.TranslateRun;
import org.vivarium.apps.nlp.translate.TranslateTrain;
import org.vivarium.cli.App;

/** {@code vivarium nlp}: texts, from the command line. */
public final class Main {
  static final App APP =
      new App(
          "nlp",
          "Cuts texts into tokens, tells them apart, writes and translates them.",
          Train.COMMAND,
          Evaluate.COMMAND,
          Predict.COMMAND,
          LmTrain.COMMAND,
          LmGenerate.COMMAND,
          TranslateTrain.COMMAND,
          TranslateRun.COMMAND,
          TranslateEvaluate.COMMAND,
          TokenizerTrain.COMMAND,
          TokenizerEncode.COMMAND,
          TokenizerDecode.COMMAND,
          TokenizerShow.COMMAND);

  private Main() {}

  public static void main(String[] args) {
    System.exit(APP.run(args));
  }
}
