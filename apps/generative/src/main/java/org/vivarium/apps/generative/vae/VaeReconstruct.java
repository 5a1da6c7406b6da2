package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.apps.generative.Grid;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.apps.generative.PngFile;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.data.Images;
import org.vivarium.report.Picture;

/** {@code vae reconstruct}: images, and below each what is decoded from its code. */
public final class VaeReconstruct {
  private static final String DEFAULT_OUT = "reconstructions.png";

  public static final Command COMMAND =
      new Command(
          "vae reconstruct",
          "Encodes images and decodes them again, on one PNG: each original above its reconstruction.",
          "[IMAGE...]",
          "--run " + VaeTrain.DEFAULT_OUT + " --count 20 --out " + DEFAULT_OUT,
          options(),
          VaeReconstruct::run);

  private static final int ACROSS = 10;

  private VaeReconstruct() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(VaeTrain.runOption()));
    options.addAll(Asked.options());
    options.add(Flags.option("count", "N", "test images, where no files are named", 20));
    options.add(PngFile.option(DEFAULT_OUT));
    return options;
  }

  private static void run(Arguments a) throws IOException {
    PngFile out = PngFile.of(a, DEFAULT_OUT);
    int count = a.integer("count", 20, 1, 1000);
    try (Drawing drawing = Drawing.ofRun(VaeTrain.runOf(a))) {
      Images images = Asked.images(a, drawing);
      images = images.first(a.operands().isEmpty() ? count : images.size());
      List<Picture> decoded = drawing.decode(drawing.encode(images));
      out.write(pairs(images, decoded, drawing).picture());
      System.out.printf("%d reconstructions %s%n", images.size(), out.path());
    }
  }

  private static Grid pairs(Images images, List<Picture> decoded, Drawing drawing) {
    int across = Math.min(ACROSS, images.size());
    Picture first = decoded.get(0);
    Picture none =
        new Picture(
            first.height(), first.width(), first.channels(), new byte[first.pixels().length]);
    List<Picture> all = new ArrayList<>();
    for (int row = 0; row < images.size(); row += across) {
      for (int i = row; i < row + across; i++) {
        all.add(i < images.size() ? drawing.seen(Pictures.of(images, i)) : none);
      }
      for (int i = row; i < row + across; i++) {
        all.add(i < images.size() ? decoded.get(i) : none);
      }
    }
    return new Grid(all, across);
  }
}
