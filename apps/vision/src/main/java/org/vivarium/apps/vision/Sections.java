package org.vivarium.apps.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.data.Images;
import org.vivarium.metrics.Classification;
import org.vivarium.report.BarChart;
import org.vivarium.report.ClassResults;
import org.vivarium.report.ContactSheet;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.HtmlReport.Shot;
import org.vivarium.report.Picture;

/** The parts that the pages of this app are made of. */
final class Sections {
  private static final int SHEET_ROWS = 6;
  private static final int SHEET_COLUMNS = 24;
  private static final int WORST = 24;

  private Sections() {}

  /** The classes and a few images of each. */
  static void data(HtmlReport page, Images images) {
    page.lookFor(
            "Classes that are rare, images that are hard even for you, labels that are wrong, and"
                + " anything that tells the class without showing the thing itself.")
        .figure(balance("Training images per class", images), "")
        .image(
            sheet(images).png(),
            "a contact sheet of training images, a column for each class",
            "Training images, a column for each class.");
  }

  /** How many images each class has. */
  static BarChart balance(String title, Images images) {
    double[] counts = IntStream.of(images.counts()).asDoubleStream().toArray();
    return BarChart.of(title, images.classes(), counts);
  }

  /** The first images of each class, side by side. */
  static ContactSheet sheet(Images images) {
    List<ContactSheet.Column> columns = new ArrayList<>();
    for (int c = 0; c < Math.min(SHEET_COLUMNS, images.classes().size()); c++) {
      List<Picture> pictures =
          IntStream.of(images.ofClass(c))
              .limit(SHEET_ROWS)
              .mapToObj(i -> picture(images, i))
              .toList();
      columns.add(new ContactSheet.Column(images.classes().get(c), pictures));
    }
    return new ContactSheet(columns);
  }

  static Picture picture(Images images, int i) {
    return new Picture(images.height(), images.width(), images.channels(), images.pixels()[i]);
  }

  /** The key numbers at the top. */
  static void tiles(HtmlReport page, Classification test) {
    new ClassResults(test, "images").tiles(page);
  }

  /** What the test images say: classes, confusions, calibration, mistakes. */
  static void results(HtmlReport page, Classification test, Images images) {
    new ClassResults(test, "images")
        .sections(page, "Label smoothing, mixup and more data help; so does ending earlier.");
    mistakes(page, test, images);
  }

  private static void mistakes(HtmlReport page, Classification test, Images images) {
    List<Integer> mistakes = test.mistakes();
    page.section(
        "Worst mistakes",
        mistakes.isEmpty()
            ? "There are none: every test image was classified as labelled."
            : "%d of %d test images were misclassified. Here are those of the greatest confidence."
                .formatted(mistakes.size(), test.examples()));
    page.gallery(
        mistakes.stream()
            .limit(WORST)
            .map(
                i ->
                    new Shot(
                        picture(images, i),
                        name(test, test.label(i)) + " → " + name(test, test.answer(i)),
                        Format.percent(test.confidence(i))))
            .toList());
  }

  private static String name(Classification test, int label) {
    return test.classes().get(label);
  }
}
