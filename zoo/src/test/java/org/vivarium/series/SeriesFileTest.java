package org.vivarium.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.series.Repair.Doubled;
import org.vivarium.series.Repair.Gaps;
import org.vivarium.series.Repair.Missing;
import org.vivarium.series.Repair.Order;

class SeriesFileTest {
  private static final Repair ALL = new Repair(Order.SORT, Doubled.MEAN, Gaps.FILL, Missing.LINEAR);

  @TempDir Path temp;

  private Path file(String... lines) throws IOException {
    return Files.write(temp.resolve("sales.csv"), List.of(lines));
  }

  private static SeriesFile repairing(Repair repair) {
    return new SeriesFile(Optional.empty(), List.of(), Optional.empty(), Map.of(), repair);
  }

  private Series read(String... lines) throws IOException {
    return SeriesFile.plain().read(file(lines)).series();
  }

  @Test
  void readsColumnsOverTime() throws IOException {
    Series series = read("date,a,b", "2020-01-31,1,2", "2020-02-29,3,4", "2020-03-31,5,6");
    assertThat(series.columns()).containsExactly("a", "b");
    assertThat(series.column(1)).containsExactly(2, 4, 6);
    assertThat(series.spacing()).hasToString("1 month");
    assertThat(series.spacing().after(series.times().get(2), 1))
        .isEqualTo(LocalDateTime.of(2020, 4, 30, 0, 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2016-07-01 00:00:00 | 2016-07-01 01:00:00 | 2016-07-01T01:00 | 1 hour",
        "2016-07-01T00:00Z | 2016-07-01T02:30+02:00 | 2016-07-01T00:30 | 30 minutes",
        "1949-01 | 1949-02 | 1949-02-01T00:00 | 1 month",
        "1-01 | 1-02 | 0001-02-01T00:00 | 1 month",
        "1850 | 1851 | 1851-01-01T00:00 | 1 year",
        "31.12.2019 | 01.01.2020 | 2020-01-01T00:00 | 1 day",
        "12/31/2019 | 1/1/2020 | 2020-01-01T00:00 | 1 day",
        "31/12/2019 | 1/1/2020 | 2020-01-01T00:00 | 1 day",
        "31-Dec-2019 | 1-Jan-2020 | 2020-01-01T00:00 | 1 day",
        "20191231 | 20200101 | 2020-01-01T00:00 | 1 day",
        "2019Q4 | 2020Q1 | 2020-01-01T00:00 | 3 months",
        "1577836800 | 1577836860 | 2020-01-01T00:01 | 1 minute",
        "1577836800000 | 1577836801000 | 2020-01-01T00:00:01 | 1 second"
      })
  void readsManyFormatsOfTimes(String first, String second, LocalDateTime time, String step)
      throws IOException {
    Series series = read("t,x", first + ",1", second + ",2");
    assertThat(series.times().get(1)).isEqualTo(time);
    assertThat(series.spacing()).hasToString(step);
  }

  @Test
  void readsAFormatThatIsGivenAndRowsThatAreAskedFor() throws IOException {
    SeriesFile reading =
        new SeriesFile(
            Optional.of("when"),
            List.of("x"),
            Optional.of("dd.MM.yy HH'h'"),
            Map.of("place", "Graz"),
            Repair.NONE);
    Series series =
        reading
            .read(
                file(
                    "place,x,when",
                    "Graz,1,01.02.20 05h",
                    "Wien,7,01.02.20 05h",
                    "Graz,2,01.02.20 06h"))
            .series();
    assertThat(series.column(0)).containsExactly(1, 2);
    assertThat(series.spacing()).hasToString("1 hour");
  }

  @Test
  void refusesWhatIsNoSeriesWithItsRows() throws IOException {
    assertThatThrownBy(() -> read("t,x", "2020-01-01,1", "2020-01-02,much"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 3, column 'x' is 'much' instead of a number");
    assertThatThrownBy(() -> read("t,x", "2020-01-01,1", "soon,2"))
        .hasMessageContaining(
            "line 3, column 't' is 'soon', which is no time like those before it");
    assertThatThrownBy(() -> read("t,x", "2020-01-02,1", "2020-01-01,2", "2020-01-03,3"))
        .hasMessageContainingAll("times that lie before the row above: line 3", "--order sort");
    assertThatThrownBy(() -> read("t,x", "2020-01-01,1", "2020-01-02,2", "2020-01-02,3"))
        .hasMessageContainingAll("were there before: line 4", "--doubled first, last or mean");
    assertThatThrownBy(
            () -> read("t,x", "2020-01-01,1", "2020-01-02,2", "2020-01-05,3", "2020-01-06,3"))
        .hasMessageContainingAll("not 1 day after the row above: line 4", "--gaps fill");
    assertThatThrownBy(() -> read("t,x", "2020-01-01,1", "2020-01-02,", "2020-01-03,NA"))
        .hasMessageContainingAll("missing values: line 3", "line 4", "--missing linear");
    assertThatThrownBy(() -> read("t,x", "2020-01-01,1,2"))
        .hasMessageContaining("line 2 has 3 cells instead of 2");
    assertThatThrownBy(() -> read("t", "2020-01-01")).hasMessageContaining("none of values");
    assertThatThrownBy(() -> read("t,x")).hasMessageContaining("has 1 lines");
  }

  @Test
  void repairsWhatItMayAndSaysSo() throws IOException {
    SeriesFile.Read read =
        repairing(ALL)
            .read(
                file(
                    "t,x",
                    "2020-01-02,2",
                    "2020-01-01,1",
                    "2020-01-03,3",
                    "2020-01-03,5",
                    "2020-01-04,5",
                    "2020-01-06,7"));
    assertThat(read.series().column(0)).containsExactly(1, 2, 4, 5, 6, 7);
    assertThat(read.notes()).hasSize(4);
    assertThat(read.notes().get(0)).contains("line 3", "sorted by time");
  }

  @Test
  void otherWaysToFillAndToChoose() throws IOException {
    String[] lines = {"t,x", "2020-01-01,", "2020-01-02,2", "2020-01-03,?", "2020-01-04,4"};
    assertThat(filled(Missing.FORWARD, lines)).containsExactly(2, 2, 2, 4);
    assertThat(filled(Missing.LINEAR, lines)).containsExactly(2, 2, 3, 4);
    assertThat(filled(Missing.DROP, lines)).containsExactly(2, 4);
    assertThatThrownBy(() -> filled(Missing.LINEAR, "t,x", "2020-01-01,", "2020-01-02,"))
        .hasMessageContaining("column 'x' has no value at all");
  }

  private double[] filled(Missing missing, String... lines) throws IOException {
    Repair repair = new Repair(Order.FAIL, Doubled.FAIL, Gaps.FAIL, missing);
    return repairing(repair).read(file(lines)).series().column(0);
  }

  @Test
  void aGapThatIsNoWholeNumberOfStepsCannotBeFilled() throws IOException {
    Path file =
        file(
            "t,x",
            "2020-01-01,1",
            "2020-01-02,1",
            "2020-01-03,1",
            "2020-01-04 07:00,1",
            "2020-01-05,1");
    assertThatThrownBy(() -> repairing(ALL).read(file))
        .hasMessageContainingAll("line 5", "no whole number of steps of 1 day");
  }

  @Test
  void saysWhatSetsThereAre() {
    assertThatThrownBy(() -> SeriesSets.load("sunspots", SeriesFile.plain(), null, 1, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("unknown data set 'sunspots'", "monthly-sunspots", "waves");
  }
}
