package org.vivarium.data;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A data set with a part of its training images held out.
 *
 * @param set all of them
 * @param training the part of its training images that is trained on
 * @param validation the part that is held out
 * @param sha256 of all training images
 */
public record HeldOut(ImageSet set, Images training, Images validation, String sha256) {
  /** Holds out a share of each class. */
  public static HeldOut of(ImageSet set, double share, long seed) {
    Images images = set.train();
    Splits.Split split = Splits.stratified(images.labels(), images.classes().size(), share, seed);
    if (split.held().length == 0) {
      throw new IllegalArgumentException(
          "%d training images leave none to validate on: raise --limit".formatted(images.size()));
    }
    return new HeldOut(
        set, images.select(split.kept()), images.select(split.held()), images.contentHash());
  }

  /** As it stands in {@code report.json}. */
  public Map<String, Object> toMap(String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("source", set.source());
    map.put("sha256", sha256);
    map.put("training_images", training.size());
    map.put("validation_images", validation.size());
    map.put("test_images", set.test().size());
    return map;
  }
}
