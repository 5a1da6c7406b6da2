package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  @TempDir Path temporary;

  @Test
  void makesTheFolderAndItsParents() throws IOException {
    Path dir = temporary.resolve("runs/x");
    RunFolder folder = RunFolder.create(dir, 1);
    assertThat(dir).isEmptyDirectory();
    folder.text("savedmodel/synset.txt", "zero\none\n");
    folder.json("report.json", Map.of("seed", 1));
    assertThat(folder.file("savedmodel/synset.txt")).hasContent("zero\none");
    assertThat(folder.file("report.json")).hasContent("{\n  \"seed\": 1\n}");
    assertThat(RunFolder.create(dir, 1)).isEqualTo(folder);
  }

  @Test
  void refusesAFileInItsPlace() throws IOException {
    Path file = Files.writeString(temporary.resolve("runs"), "");
    for (Path dir : new Path[] {file, file.resolve("x")}) {
      assertThatThrownBy(() -> RunFolder.create(dir, 1))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + dir + "'");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void refusesAFolderThatCannotBeWritten() {
    assertThatThrownBy(() -> RunFolder.create(Path.of("/proc/vivarium"), 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot write to the output folder '/proc/vivarium'")
        .hasMessageContaining("--out");
  }

  @Test
  void refusesAFullDisk() {
    assertThatThrownBy(() -> RunFolder.create(temporary.resolve("runs/x"), 1L << 60))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("MB of free space; the run needs about 1099511627776 MB");
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void aFailedWriteLeavesNothingBehind() throws IOException {
    RunFolder folder = RunFolder.create(temporary, 1);
    Files.createDirectories(temporary.resolve("report.json/in the way"));
    assertThatThrownBy(() -> folder.text("report.json", "{}")).isInstanceOf(IOException.class);
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).containsExactly(temporary.resolve("report.json"));
    }
  }

  @Test
  void aFileIsReplacedAsAWhole() throws IOException {
    RunFolder folder = RunFolder.create(temporary, 1);
    folder.text("a.txt", "a long first text");
    folder.text("a.txt", "short");
    assertThat(folder.file("a.txt")).hasContent("short");
    try (Stream<Path> files = Files.list(temporary)) {
      assertThat(files).hasSize(1);
    }
  }
}
