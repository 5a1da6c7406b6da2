package org.vivarium.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.modality.Classifications;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.TranslateException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Native;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** What goes in and comes out of exported networks in DJL. */
class TranslatorsTest {
  private static final String TOKENIZER =
      """
      {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [],
       "normalizer": {"type": "Lowercase"}, "pre_tokenizer": {"type": "Whitespace"},
       "post_processor": null, "decoder": null,
       "model": {"type": "WordLevel", "unk_token": "[UNK]",
                 "vocab": {"[PAD]": 0, "[UNK]": 1, "good": 2, "bad": 3, "very": 4}}}
      """;

  @TempDir Path temp;

  /** Counts words: a network whose logits are the sums of the words' rows. */
  @Test
  void textsBecomeClassesWhateverTheirLength() throws Exception {
    Model model =
        new Model(
            List.of(Model.Input.numbers("tokens", 5, 4), Model.Input.numbers("mask", 2, 4)),
            (net, in) -> {
              Value table = net.weight("weight", Init.zeros(), 5, 2);
              Value words =
                  net.value(net.tf().gather(table, in.numbers("tokens"), net.tf().constant(0)));
              Value mask = net.value(net.tf().dtypes.cast(in.numbers("mask"), TFloat32.class));
              return Map.of("logits", words.times(mask.reshape(-1, 4, 1)).sum(1));
            });
    float[] rows = {9, 9, 0, 0, 2, 0, 0, 2, 0, 0}; // padding would count, if it were read
    Weights weights = new Weights(Map.of("weight", new Weights.Array(new long[] {5, 2}, rows)));
    Map<String, String> properties =
        Map.of(
            "application", "nlp/text_classification",
            "translatorFactory", TextClassificationTranslatorFactory.class.getName(),
            "length", "4");
    Path dir = write(model, weights, properties, "positive", "negative");
    Files.writeString(dir.resolve("tokenizer.json"), TOKENIZER);
    try (var loaded = load(dir, String.class, Classifications.class);
        var predictor = loaded.newPredictor()) {
      List<Classifications> found =
          predictor.batchPredict(
              List.of("Good", "very bad", "good good very bad bad bad bad bad bad"));
      assertThat(found)
          .extracting(c -> c.best().getClassName())
          .containsExactly("positive", "negative", "positive");
      assertThat(found.get(0).get("positive").getProbability())
          .isCloseTo(Math.exp(2) / (Math.exp(2) + 1), within(1e-6));
      assertThat(found.get(2).get("positive").getProbability())
          .as("cut after four words")
          .isCloseTo(Math.exp(4) / (Math.exp(4) + Math.exp(2)), within(1e-6));
    }
  }

  /** A network that gives the masked sum of each feature over time. */
  private static Model sums() {
    return new Model(
        List.of(Model.Input.floats("series", 3, 2), Model.Input.numbers("mask", 2, 3)),
        (net, in) -> {
          Value mask = net.value(net.tf().dtypes.cast(in.numbers("mask"), TFloat32.class));
          Value one = net.weight("one", Init.ones(), 1);
          return Map.of(
              "output", in.floats("series").times(mask.reshape(-1, 3, 1)).sum(1).times(one));
        });
  }

  @Test
  void seriesAreScaledCutAndPadded() throws Exception {
    Map<String, String> properties =
        Map.of(
            "translatorFactory",
            SeriesTranslatorFactory.class.getName(),
            "length",
            "3",
            "mean",
            "1,2",
            "std",
            "2,1");
    Path dir = write(sums(), null, properties, "rises", "falls");
    float[][] shorter = {{3, 2}, {5, 3}};
    float[][] longer = {{100, 100}, {1, 2}, {1, 2}, {3, 1}};
    try (var loaded = load(dir, float[][].class, float[].class);
        var predictor = loaded.newPredictor()) {
      List<float[]> found = predictor.batchPredict(List.of(shorter, longer));
      assertThat(found.get(0)).containsExactly(3, 1);
      assertThat(found.get(1)).containsExactly(1, -1);
    }
    try (var loaded = load(dir, float[][].class, Classifications.class);
        var predictor = loaded.newPredictor()) {
      assertThat(predictor.predict(longer).best().getClassName()).isEqualTo("rises");
      float[][] ragged = {{1, 2}, {1}};
      assertThatThrownBy(() -> predictor.predict(ragged))
          .isInstanceOf(TranslateException.class)
          .hasMessageContaining("one step of the series has 1 features and another 2");
    }
  }

  private Path write(
      Model model, Weights weights, Map<String, String> properties, String... classes)
      throws Exception {
    Path dir = temp.resolve("model");
    try (Program program = new Program(1)) {
      model.build(program.serving(), model.declare(program));
      SavedModel.write(dir, model, weights == null ? program.weights() : weights, properties);
    }
    Files.write(dir.resolve("synset.txt"), List.of(classes));
    return dir;
  }

  private static <I, O> ZooModel<I, O> load(Path dir, Class<I> in, Class<O> out) throws Exception {
    Native.prepare();
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(dir.resolve("serving.properties"))) {
      properties.load(reader);
    }
    return Criteria.builder()
        .setTypes(in, out)
        .optModelPath(dir)
        .optArgument("translatorFactory", properties.getProperty("translatorFactory"))
        .build()
        .loadModel();
  }
}
