package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.apps.generative.Grid;
import org.vivarium.apps.generative.PngFile;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.data.Images;
import org.vivarium.report.Picture;

/**
 * {@code vae interpolate}: from one image to the next, along straight lines between their codes.
 */
public final class VaeInterpolate {
  private static final String DEFAULT_OUT = "interpolation.png";

  public static final Command COMMAND =
      new Command(
          "vae interpolate",
          "Goes from one image to the next by their codes, on one PNG: a row for each pair.",
          "[IMAGE...]",
          "--run " + VaeTrain.DEFAULT_OUT + " --steps 12 --out " + DEFAULT_OUT,
          options(),
          VaeInterpolate::run);

  private static final int LINES = 5;

  private VaeInterpolate() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(VaeTrain.runOption()));
    options.addAll(Asked.options());
    options.add(Flags.option("steps", "N", "pictures in a row, both ends included", 12));
    options.add(PngFile.option(DEFAULT_OUT));
    return options;
  }

  private static void run(Arguments a) throws IOException {
    PngFile out = PngFile.of(a, DEFAULT_OUT);
    int steps = a.integer("steps", 12, 2, 100);
    if (a.operands().size() == 1) {
      throw new IllegalArgumentException(
          "one picture leads nowhere: name at least two, or none to take test images");
    }
    try (Drawing drawing = Drawing.ofRun(VaeTrain.runOf(a))) {
      Images images = Asked.images(a, drawing);
      images = images.first(a.operands().isEmpty() ? LINES + 1 : images.size());
      float[][] codes = drawing.encode(images);
      List<Picture> rows = new ArrayList<>();
      for (int i = 1; i < codes.length; i++) {
        rows.addAll(drawing.decode(Codes.between(codes[i - 1], codes[i], steps)));
      }
      out.write(new Grid(rows, steps).picture());
      System.out.printf("%d rows of %d %s%n", codes.length - 1, steps, out.path());
    }
  }
}
