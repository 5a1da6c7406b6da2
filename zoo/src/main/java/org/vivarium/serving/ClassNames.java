package org.vivarium.serving;

import ai.djl.Model;
import ai.djl.modality.Classifications;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** The classes of an exported model, as {@code synset.txt} beside it lists them. */
record ClassNames(List<String> names, int top) {
  private static final int AT_MOST = 5;

  static ClassNames of(Model model) throws IOException {
    try (InputStream in = model.getArtifactAsStream("synset.txt")) {
      List<String> names = Utils.readLines(in);
      return new ClassNames(names, Math.min(AT_MOST, names.size()));
    }
  }

  /** One answer for each row of logits or, where {@code softmax} is false, of probabilities. */
  List<Classifications> classify(NDList outputs, boolean softmax) {
    NDArray scores = softmax ? outputs.get(0).softmax(1) : outputs.get(0);
    List<Classifications> all = new ArrayList<>();
    for (int i = 0; i < scores.getShape().get(0); i++) {
      all.add(new Classifications(names, scores.get(i), top));
    }
    return all;
  }
}
