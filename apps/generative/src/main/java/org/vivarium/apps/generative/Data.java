package org.vivarium.apps.generative;

import java.io.IOException;
import java.nio.file.Path;
import org.vivarium.data.ImageSet;
import org.vivarium.data.ImageSets;
import org.vivarium.data.Images;
import org.vivarium.data.Splits;

/**
 * The images of a run.
 *
 * @param set all of them, after the limit
 * @param training the part of its training images that is trained on
 * @param validation the part that is held out
 */
record Data(ImageSet set, Images training, Images validation) {
  private static final double HELD_OUT = .1;

  static Data load(Config config, Path dataDir, boolean quiet) throws IOException {
    ImageSet all = ImageSets.load(config.data(), dataDir, ImageSets.Options.DEFAULT.quiet(quiet));
    Images train = all.train().first(Math.min(config.limit(), all.train().size()));
    Splits.Split split =
        Splits.stratified(train.labels(), train.classes().size(), HELD_OUT, config.seed());
    if (split.held().length == 0) {
      throw new IllegalArgumentException(
          "%d training images leave none to validate on: raise --limit".formatted(train.size()));
    }
    return new Data(
        new ImageSet(train, all.test(), all.source(), all.warnings()),
        train.select(split.kept()),
        train.select(split.held()));
  }
}
