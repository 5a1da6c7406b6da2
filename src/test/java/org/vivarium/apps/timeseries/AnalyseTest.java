package org.vivarium.apps.timeseries;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.Console;
import org.vivarium.Console.Result;

class AnalyseTest {
  @TempDir Path temp;

  private Result analyse(String... more) {
    String[] words = new String[more.length + 4];
    words[0] = "analyse";
    words[1] = "--quiet";
    words[2] = "--out";
    words[3] = temp.resolve("out").toString();
    System.arraycopy(more, 0, words, 4, more.length);
    return Console.run(Main.APP, words);
  }

  private Path file(int rows, String value) throws IOException {
    StringBuilder csv = new StringBuilder("day,x");
    for (int t = 0; t < rows; t++) {
      csv.append('\n').append(LocalDate.of(2020, 1, 1).plusDays(t)).append(',');
      csv.append(value.isEmpty() ? "" + Math.sin(t * t) : value);
    }
    return Files.writeString(temp.resolve("x.csv"), csv);
  }

  @Test
  void tellsTrendSeasonAndWhetherItStays() throws IOException {
    Result result = analyse();
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).startsWith("value trend 0.9");
    JsonObject report =
        JsonParser.parseString(Files.readString(temp.resolve("out/report.json"))).getAsJsonObject();
    JsonObject value = report.getAsJsonObject("columns").getAsJsonObject("value");
    assertThat(value.get("season_strength").getAsDouble()).isGreaterThan(.9);
    assertThat(value.getAsJsonObject("tests").keySet())
        .contains("ADF about a level", "KPSS about a trend", "Phillips–Perron about a trend");
    assertThat(temp.resolve("out/report.html"))
        .content()
        .contains("Does it wander or stay?", "class=\"band c1\"")
        .doesNotContain("<script", "NaN");
  }

  @Test
  void aSeriesWithoutASeasonIsTestedAllTheSame() throws IOException {
    Result result = analyse("--data", file(60, "").toString(), "--season", "1");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.out()).startsWith("x adf_level");
  }

  @Test
  void refusesInOneSentence() throws IOException {
    Result flat = analyse("--data", file(60, "3").toString());
    assertThat(flat.code()).isEqualTo(2);
    assertThat(flat.err()).contains("'x': the series is constant (3.0 all along)").hasLineCount(1);
    Result little = analyse("--data", file(4, "").toString());
    assertThat(little.err()).contains("'x': 4 rows are too few").hasLineCount(1);
    Result season = analyse("--data", file(30, "").toString(), "--season", "20");
    assertThat(season.err()).contains("a season of 20 steps cannot be told from 30 rows");
    assertThat(temp.resolve("out")).doesNotExist();
  }
}
