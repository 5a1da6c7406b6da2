package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.kernel.Epoch;

class CsvLogTest {
  private static final String HEADER =
      "epoch,train_loss,train_accuracy,validation_loss,validation_accuracy,rate,seconds\n";
  private static final String FIRST = "1,1.0,0.5,1.25,0.25,0.125,2.5\n";
  private static final String SECOND = "2,0.5,0.75,0.625,0.625,0.0625,2.5\n";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("history.csv");
  }

  @Test
  void addsARowAtTheEndOfEachEpoch() throws IOException {
    FakeRun run = new FakeRun(1);
    CsvLog log = new CsvLog(file);
    log.started(run);
    assertThat(file).isEmptyFile();
    run.pass(log, 1);
    assertThat(file).hasContent(HEADER + FIRST);
    run.pass(log, 2);
    assertThat(Files.readString(file)).isEqualTo(HEADER + FIRST + SECOND);
  }

  @Test
  void resumedRunStartsFromItsHistory() throws IOException {
    Files.writeString(file, HEADER + FIRST + SECOND + "3,0.1");
    FakeRun run = new FakeRun(1, FakeRun.epoch(1));
    CsvLog log = new CsvLog(file);
    log.started(run);
    assertThat(Files.readString(file)).isEqualTo(HEADER + FIRST);
    run.pass(log, 2);
    assertThat(Files.readString(file)).isEqualTo(HEADER + FIRST + SECOND);
  }

  @Test
  void aMeasureThatComesLaterGetsItsColumn() throws IOException {
    FakeRun run = new FakeRun(1, new Epoch(1, Map.of("loss", 2.0), Map.of(), 0.5, 1));
    CsvLog log = new CsvLog(file);
    log.started(run);
    assertThat(Files.readString(file)).isEqualTo("epoch,train_loss,rate,seconds\n1,2.0,0.5,1.0\n");
    run.pass(log, 2);
    assertThat(Files.readString(file)).isEqualTo(HEADER + "1,2.0,,,,0.5,1.0\n" + SECOND);
  }
}
