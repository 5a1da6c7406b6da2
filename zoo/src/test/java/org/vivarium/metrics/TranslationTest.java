package org.vivarium.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.vivarium.golden.Goldens;

class TranslationTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final Gson GSON = new Gson();

  /** sacreBLEU's numbers, made by src/test/python/translation_golden.py. */
  static Stream<Arguments> goldens() {
    return Goldens.json("/metrics/translation.json", JsonArray.class).asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(g -> Arguments.of(g.get("name").getAsString(), g));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void agreesWithSacreBleu(String name, JsonObject golden) {
    List<String> outputs = List.of(GSON.fromJson(golden.get("outputs"), String[].class));
    List<String> references = List.of(GSON.fromJson(golden.get("references"), String[].class));
    Bleu bleu = Bleu.of(outputs, references);

    assertThat(bleu.score()).isCloseTo(golden.get("bleu").getAsDouble(), CLOSE);
    assertThat(bleu.brevityPenalty()).isCloseTo(golden.get("brevity").getAsDouble(), CLOSE);
    assertThat(bleu.precisions()).containsExactly(numbers(golden, "precisions"), CLOSE);
    assertThat(Chrf.PLAIN.score(outputs, references))
        .isCloseTo(golden.get("chrf").getAsDouble(), CLOSE);
    assertThat(Chrf.PLUS_PLUS.score(outputs, references))
        .isCloseTo(golden.get("chrf++").getAsDouble(), CLOSE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("goldens")
  void agreesWithSacreBleuOnEachSentence(String name, JsonObject golden) {
    String[] outputs = GSON.fromJson(golden.get("outputs"), String[].class);
    String[] references = GSON.fromJson(golden.get("references"), String[].class);
    double[] bleu = numbers(golden, "sentence_bleu");
    double[] chrf = numbers(golden, "sentence_chrf");
    double[] plusPlus = numbers(golden, "sentence_chrf++");
    for (int i = 0; i < outputs.length; i++) {
      String pair = "'" + outputs[i] + "' for '" + references[i] + "'";
      assertThat(Bleu.sentence(outputs[i], references[i])).as(pair).isCloseTo(bleu[i], CLOSE);
      assertThat(Chrf.PLAIN.sentence(outputs[i], references[i])).as(pair).isCloseTo(chrf[i], CLOSE);
      assertThat(Chrf.PLUS_PLUS.sentence(outputs[i], references[i]))
          .as(pair)
          .isCloseTo(plusPlus[i], CLOSE);
    }
  }

  @Test
  void asManyTranslationsAsReferences() {
    assertThatThrownBy(() -> Bleu.of(List.of("a"), List.of()))
        .hasMessage("1 translations cannot be compared to 0 references");
  }

  private static double[] numbers(JsonObject golden, String name) {
    return GSON.fromJson(golden.get(name), double[].class);
  }
}
