package org.vivarium.report;

import java.util.List;
import org.vivarium.metrics.ClassScore;
import org.vivarium.metrics.Classification;

/**
 * The parts of a page that say how examples were classified, whatever they are.
 *
 * @param things what the examples are called, such as {@code images}
 */
public record ClassResults(Classification test, String things) {
  /** The key numbers at the top. */
  public void tiles(HtmlReport page) {
    page.tile("test accuracy", Format.percent(test.accuracy()), test.examples() + " " + things);
    if (test.classes().size() > 5) {
      page.tile("top-5 accuracy", Format.percent(test.topK(5)));
    }
    page.tile("macro F1", Format.number(test.macroF1()), "the mean over classes")
        .tile("calibration error", Format.percent(test.calibration().ece()), "ECE, 15 bins");
  }

  /**
   * Classes, confusions and calibration.
   *
   * @param advice what helps a network that is too sure of itself
   */
  public void sections(HtmlReport page, String advice) {
    page.section(
            "Class by class",
            "Precision: of the %1$s called so, how many are. Recall: of the %1$s that are, how many were called so. F1 is their harmonic mean; support counts the %1$s."
                .formatted(things))
        .lookFor("Classes with low recall are missed, classes with low precision are overused.")
        .table(
            List.of("class", "precision", "recall", "F1", "AUROC", "support"),
            test.perClass().stream().map(ClassResults::row).toList())
        .section(
            "Confusion matrix",
            "Rows are what one of the %s is, columns what it was called.".formatted(things))
        .lookFor(
            "Bright cells off the diagonal: pairs that are mixed up. Look at their %s: often a person would hesitate, too, or the label is wrong."
                .formatted(things))
        .figure(ConfusionMatrix.of(test), "")
        .section(
            "Calibration",
            "Of all answers given with 80 % confidence, four in five should be right.")
        .lookFor("Points under the diagonal: the network is surer than it should be. " + advice)
        .figure(
            Reliability.of(test.calibration()),
            "Expected calibration error "
                + Format.percent(test.calibration().ece())
                + " (Guo et al. 2017).");
  }

  private static List<Object> row(ClassScore score) {
    return List.of(
        score.name(),
        score.precision(),
        score.recall(),
        score.f1(),
        score.auroc(),
        score.support());
  }
}
