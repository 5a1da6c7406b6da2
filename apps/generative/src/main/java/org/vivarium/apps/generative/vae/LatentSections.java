package org.vivarium.apps.generative.vae;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.data.Images;
import org.vivarium.metrics.Pca;
import org.vivarium.report.BarChart;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.ScatterChart;

/** The parts of a page that show the space of codes. */
final class LatentSections {
  private static final int SHOWN = 1500; // points
  private static final int ACROSS = 20;

  private LatentSections() {}

  static void write(HtmlReport page, Gallery gallery) {
    scatter(page, gallery);
    spread(page, gallery.codes());
    if (gallery.codes()[0].length == 2) {
      page.section(
              "The whole plane",
              "A code of two numbers is a place on a plane. Here every place is decoded, from -2.5 to 2.5"
                  + " on either axis: where most of the prior lies.")
          .lookFor(
              "Kinds that pass into each other along their borders, with no seams: the network made a map"
                  + " of the images. Regions of blots are places that no image was put at.")
          .image(
              Pictures.enlarged(gallery.plane(ACROSS)).png(),
              "a grid of pictures decoded from places on the plane of codes",
              "");
    }
  }

  private static void scatter(HtmlReport page, Gallery gallery) {
    float[][] codes = gallery.codes();
    boolean plane = codes[0].length == 2;
    Pca pca = plane || codes[0].length < 2 ? null : Pca.of(codes, 2);
    ScatterChart chart =
        plane
            ? ScatterChart.of("Codes by class", "first number", "second number")
            : ScatterChart.of("Codes by class", "first direction", "second direction");
    Images images = gallery.images();
    int shown = Math.min(SHOWN, codes.length);
    for (int c = 0; c < images.classes().size(); c++) {
      List<ScatterChart.Point> points = new ArrayList<>();
      for (int i = 0; i < shown; i++) {
        if (images.labels()[i] == c) {
          double[] at =
              pca == null
                  ? new double[] {codes[i][0], codes[i][codes[i].length - 1]}
                  : pca.project(codes[i]);
          points.add(new ScatterChart.Point(at[0], at[1]));
        }
      }
      chart = chart.group(images.classes().get(c), points);
    }
    page.section(
            "Where the images lie",
            "Each point is a test image, at the mean of its code. "
                + (pca == null
                    ? "The axes are the numbers of the code."
                    : "The axes are the two directions in which codes vary most (principal components);"
                        + " they have %s of the variance, so what lies on top of each other here may well"
                            .formatted(Format.percent(pca.shares()[0] + pca.shares()[1]))
                        + " be apart."))
        .lookFor(
            "Classes that keep together, though the network was never told of them. Classes that overlap"
                + " are those whose images resemble each other.")
        .figure(chart, "");
  }

  /** What each number of the code says, by the variance of its mean. */
  private static void spread(HtmlReport page, float[][] codes) {
    double[] spread = Codes.variances(codes);
    List<String> names = IntStream.rangeClosed(1, spread.length).mapToObj(i -> "z" + i).toList();
    page.figure(
        BarChart.of("Variance of each number from image to image", names, spread),
        "Near 1: the number tells images apart. Near 0: it is not in use, and costs nothing.");
  }
}
