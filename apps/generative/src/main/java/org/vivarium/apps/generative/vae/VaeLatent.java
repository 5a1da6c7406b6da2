package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.data.Images;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;

/** {@code vae latent}: where images lie in the space of codes. */
public final class VaeLatent {
  private static final String DEFAULT_OUT = "runs/vae-latent";

  public static final Command COMMAND =
      new Command(
          "vae latent",
          "Writes the codes of test images, and a page that shows where they lie.",
          "--run " + VaeTrain.DEFAULT_OUT + " --out " + DEFAULT_OUT,
          options(),
          VaeLatent::run);

  private static final long ROOM = 20L << 20;

  private VaeLatent() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(List.of(VaeTrain.runOption()));
    options.addAll(Asked.options());
    options.add(Flags.option("limit", "N", "only the first N test images", "all"));
    options.add(Flags.option("out", "FOLDER", "where the page and the codes go", DEFAULT_OUT));
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    int limit = a.integer("limit", Integer.MAX_VALUE, 2, Integer.MAX_VALUE);
    try (Drawing drawing = Drawing.ofRun(VaeTrain.runOf(a))) {
      Images images = Asked.test(a, drawing).inTurns().first(limit);
      Gallery gallery = new Gallery(drawing, images, drawing.encode(images));
      RunFolder folder = RunFolder.create(out, ROOM);
      folder.text("codes.csv", csv(gallery));
      HtmlReport page = new HtmlReport("Codes of " + images.name());
      LatentSections.write(page, gallery);
      page.write(folder.file("latent.html"));
    }
    System.out.printf("codes %s%npage %s%n", out.resolve("codes.csv"), out.resolve("latent.html"));
  }

  private static String csv(Gallery gallery) {
    float[][] codes = gallery.codes();
    StringBuilder text = new StringBuilder("class");
    for (int i = 1; i <= codes[0].length; i++) {
      text.append(",z").append(i);
    }
    text.append('\n');
    Images images = gallery.images();
    for (int i = 0; i < codes.length; i++) {
      String name = images.classes().get(images.labels()[i]);
      text.append(name.matches(".*[,\"].*") ? '"' + name.replace("\"", "\"\"") + '"' : name);
      for (float z : codes[i]) {
        text.append(String.format(Locale.ROOT, ",%.5f", z));
      }
      text.append('\n');
    }
    return text.toString();
  }
}
