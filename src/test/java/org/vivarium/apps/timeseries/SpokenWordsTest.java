package org.vivarium.apps.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vivarium.Console;
import org.vivarium.audio.Sound;
import org.vivarium.audio.Voice;
import org.vivarium.data.Draws;

/** Small networks that tell words of computed voices apart. */
class SpokenWordsTest {
  @TempDir Path temp;

  @Test
  void wordsAreToldApartAndTheRunIsMeasuredAgain() throws IOException {
    Path run = temp.resolve("run");
    String told =
        good("classify train --epochs 5 --variants 0 --units 48 --quiet --out " + run).out();
    JsonObject metrics =
        JsonParser.parseString(Files.readString(run.resolve("report.json")))
            .getAsJsonObject()
            .getAsJsonObject("metrics");
    double accuracy = metrics.get("test_accuracy").getAsDouble();
    assertThat(accuracy).isGreaterThan(.8);
    assertThat(told).contains("test_accuracy", "floor_accuracy");
    assertThat(run.resolve("savedmodel/synset.txt")).content().startsWith("sio\n");
    assertThat(good("classify evaluate --run " + run).out())
        .contains("test_accuracy %.4f".formatted(accuracy));

    Path file = temp.resolve("word.wav");
    Voice voice = Voice.draw(new Draws(9, "voice"));
    float[] said = voice.say(1, 16_000, new Draws(9, "word"));
    Files.write(file, new Sound("", 16_000, said).wav());
    Console.Result heard = good("classify predict --run " + run + " " + file);
    assertThat(heard.out()).matches("(?s).*word.wav: \\w+ \\d\\.\\d{4}\\R");
    assertThat(heard.err()).contains("it is resampled");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rnn", "lstm", "bilstm", "tcn", "transformer"})
  void everyNetworkOfTheZooLearns(String model) throws IOException {
    Path run = temp.resolve(model);
    good(
        "classify train --epochs 1 --variants 0 --limit 64 --units 8 --features mfcc --quiet --model "
            + model
            + " --out "
            + run);
    assertThat(run.resolve("report.html")).isNotEmptyFile();
  }

  @Test
  void whatCannotBeIsASentence() throws IOException {
    wrong("there is no data set 'mnist' of spoken words", "classify train --data mnist");
    wrong("for each of two classes", "classify train --data folder:" + temp);
    wrong("is not there", "classify predict --run " + temp + " nowhere.wav");
  }

  private static Console.Result good(String line) {
    Console.Result told = Console.run(Main.APP, line.split(" ", -1));
    assertThat(told.code()).as(told.err()).isZero();
    return told;
  }

  private static void wrong(String part, String line) {
    Console.Result told = Console.run(Main.APP, line.split(" ", -1));
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains(part).hasLineCount(1);
  }
}
