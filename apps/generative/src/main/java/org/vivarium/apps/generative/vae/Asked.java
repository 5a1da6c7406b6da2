package org.vivarium.apps.generative.vae;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.data.ImageFolder;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;

/** The images that a verb is asked to look at: picture files, or the test images of a data set. */
final class Asked {
  private Asked() {}

  static List<Option> options() {
    return List.of(
        Flags.option("data", "NAME", "whose test images to take", "that of the run"),
        Flags.dataDir());
  }

  /** The files that stand at the end of the line, or else test images with classes in turn. */
  static Images images(Arguments a, Drawing drawing) throws IOException {
    return a.operands().isEmpty() ? test(a, drawing).inTurns() : files(a.operands(), drawing);
  }

  /** Test images of the data set asked for, or that of the run. */
  static Images test(Arguments a, Drawing drawing) throws IOException {
    String made = drawing.about().getOrDefault("options", "{}");
    JsonObject options = new Gson().fromJson(made, JsonObject.class);
    String data =
        a.text("data").orElse(options.has("data") ? options.get("data").getAsString() : "digits");
    int side = Math.max(8, drawing.network().image().get(0));
    long seed = options.has("seed") ? options.get("seed").getAsLong() : 0;
    ImageSets.Options loading = new ImageSets.Options(side, seed, a.flag("quiet"));
    return drawing.fitted(ImageSets.load(data, a.path("data-dir").orElse(null), loading).test());
  }

  private static Images files(List<String> names, Drawing drawing) {
    List<Integer> image = drawing.network().image();
    List<byte[]> pixels = new ArrayList<>();
    for (String name : names) {
      pixels.add(ImageFolder.read(Path.of(name), image.get(0), image.get(1), image.get(2)));
    }
    return new Images(
        "pictures",
        image.get(0),
        image.get(1),
        image.get(2),
        pixels.toArray(byte[][]::new),
        new int[names.size()],
        List.of("picture"),
        names);
  }
}
