package org.vivarium.zoo;

import java.util.Locale;
import org.vivarium.kernel.Model;

/** An architecture as the table has it. */
public sealed interface Row permits Zoo.ImageClassifier, Row.Network {
  /** What a network is for. */
  enum Task {
    IMAGE_CLASSIFICATION,
    SEGMENTATION,
    SEQUENCE_CLASSIFICATION,
    TEXT_CLASSIFICATION,
    TEXT_ENCODING,
    LANGUAGE_MODEL,
    TRANSLATION,
    RECONSTRUCTION,
    GENERATION,
    DISCRIMINATION,
    FORECASTING,
    DENOISING,
    ACTION_VALUES,
    POLICY;

    /** In words, such as {@code image classification}. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  String name();

  Task task();

  /** What it is after, in a line: authors and year. */
  String paper();

  /** Trained parameters of {@link #model()}. */
  long parameters();

  /** The network at the size that its parameter count is given for. */
  Model model();

  /** The same network, narrow and short enough to learn a batch by heart within seconds. */
  Model small();

  /** A row of any task but image classification. */
  record Network(String name, Task task, String paper, long parameters, Model model, Model small)
      implements Row {}
}
