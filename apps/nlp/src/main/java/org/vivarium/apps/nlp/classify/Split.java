package org.vivarium.apps.nlp.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vivarium.data.Splits;
import org.vivarium.text.LabelledTexts;
import org.vivarium.text.TextSet;
import org.vivarium.text.TextSets;

/**
 * A set of texts with a part to choose on.
 *
 * @param sha256 of all training texts
 */
record Split(TextSet set, LabelledTexts training, LabelledTexts validation, String sha256) {
  /** Reads the set of a config and holds out its share of each class, where nobody has yet. */
  static Split load(Config config, Path dataDir) throws IOException {
    TextSet set = TextSets.load(config.data(), dataDir, config.reading());
    LabelledTexts train = set.train().first(config.limit());
    if (set.validation().isPresent()) {
      return new Split(set, train, set.validation().get(), train.sha256());
    }
    Splits.Split split =
        Splits.stratified(
            train.labels(), train.classes().size(), config.validation(), config.seed());
    if (split.held().length == 0) {
      throw new IllegalArgumentException(
          "%d training texts leave none to validate on: raise --limit".formatted(train.size()));
    }
    return new Split(set, train.select(split.kept()), train.select(split.held()), train.sha256());
  }

  /** As it stands in {@code report.json}. */
  Map<String, Object> toMap(String name) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("source", set.source());
    map.put("sha256", sha256);
    map.put("training_texts", training.size());
    map.put("validation_texts", validation.size());
    map.put("test_texts", set.test().size());
    return map;
  }
}
