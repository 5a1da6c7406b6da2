package org.vivarium.apps.vision;

import java.io.IOException;
import java.nio.file.Path;
import org.vivarium.cli.Note;
import org.vivarium.data.HeldOut;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;

/** How the images of a run are read. */
final class Data {
  private Data() {}

  /** The training images after the limit, and the test images. */
  static ImageSet load(Config config, Path dataDir, boolean quiet) throws IOException {
    ImageSet set = ImageSets.load(config.data(), dataDir, config.loading(quiet));
    set.warnings().forEach(warning -> Note.of(quiet, "%s", warning));
    if (config.data().startsWith(ImageSets.FOLDER)) {
      Images turns = set.train().inTurns(); // a folder is read class by class
      set = new ImageSet(turns, set.test(), set.source(), set.warnings());
    }
    return set.first(config.limit());
  }

  /** Holds out the share of each class that the config asks for. */
  static HeldOut split(Config config, ImageSet set) {
    return HeldOut.of(set, config.validation(), config.seed());
  }
}
