package org.vivarium.apps.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.Console;
import org.vivarium.Console.Result;

/** What cannot be forecast is said in one sentence, before anything is written. */
class ForecastInputTest {
  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--horizon 0 | --horizon is 0; it must be at least 1",
        "--model lstn | did you mean 'lstm'?",
        "--data wave | unknown data set 'wave'; there are waves, ett",
        "--data missing.csv | there is no file or folder 'missing.csv'",
        "--look-back 2990 | a window of --look-back 2990 and --horizon 24 needs 3014",
        "--look-back 2500 | hold no window of --look-back 2500",
        "--horizon 460 | must each hold a --horizon of 460",
        "--levels 0.1,0.9 | 0.5 must be one of them",
        "--levels 0.5,0.1 | must rise",
        "--test 0.6 --validation 0.5 | leave nothing to learn from",
        "--model nlinear --calendar | has no place for a calendar",
        "--loss huber | unknown loss 'huber'",
        "--season 2200 | is not seen to come again",
        "--columns b | has no column 'b'; it has value",
        "--gaps fil | unknown gaps 'fil'; did you mean 'fill'?",
        "--units 6 | must be a multiple of 4"
      })
  void refusesInOneSentence(String words, String sentence) {
    Path out = temp.resolve("refused");
    List<String> line = new ArrayList<>(List.of("forecast", "train", "--quiet"));
    line.addAll(List.of("--out", out.toString()));
    line.addAll(List.of(words.split(" ", -1)));
    Result refused = Console.run(Main.APP, line.toArray(String[]::new));
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains(sentence).hasLineCount(1);
    assertThat(out).doesNotExist();
  }
}
