package org.vivarium.apps.vision;

import java.io.IOException;
import java.nio.file.Path;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.data.Splits;

/**
 * The images of a run.
 *
 * @param set all of them
 * @param training the part of its training images that is trained on
 * @param validation the part that is held out
 */
record Data(ImageSet set, Images training, Images validation) {

  /** The training images after the limit, and the test images. */
  static ImageSet load(Config config, Path dataDir, boolean quiet) throws IOException {
    ImageSet set = ImageSets.load(config.data(), dataDir, config.loading(quiet));
    set.warnings().forEach(warning -> Note.of(quiet, "%s", warning));
    Images train = set.train();
    if (config.data().startsWith(ImageSets.FOLDER)) {
      train = train.inTurns(); // a folder is read class by class
    }
    Images first = config.limit() < train.size() ? train.first(config.limit()) : train;
    return new ImageSet(first, set.test(), set.source(), set.warnings());
  }

  /** Holds out the share of each class that the config asks for. */
  static Data split(Config config, ImageSet set) {
    Images images = set.train();
    Splits.Split split =
        Splits.stratified(
            images.labels(), images.classes().size(), config.validation(), config.seed());
    if (split.held().length == 0) {
      throw new IllegalArgumentException(
          "%d training images leave none to validate on: raise --limit".formatted(images.size()));
    }
    return new Data(set, images.select(split.kept()), images.select(split.held()));
  }
}
