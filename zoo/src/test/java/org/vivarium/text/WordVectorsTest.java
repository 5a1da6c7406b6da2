package org.vivarium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WordVectorsTest {
  @TempDir Path dir;

  private WordVectors read(String content, String... wanted) throws IOException {
    return WordVectors.read(Files.writeString(dir.resolve("v.txt"), content), Set.of(wanted));
  }

  @Test
  void wantedWordsAreKeptAndAFirstLineOfSizesIsPassedOver() throws IOException {
    WordVectors vectors = read("3 2\nthe .5 -1\ncat 1 2\n. . 1e-1 3\n", "cat", ". .", "dog");
    assertThat(vectors.width()).isEqualTo(2);
    assertThat(vectors.vectors()).containsOnlyKeys("cat", ". .");
    assertThat(vectors.vectors().get(". .")).containsExactly(.1f, 3);
  }

  @Test
  void shortLinesAndWordsForNumbersAreNamed() {
    assertThatThrownBy(() -> read("a 1 2\nb 1\n", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 2 has 1 numbers; the lines before have 2");
    assertThatThrownBy(() -> read("a 1 x\n", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("line 1 has 'x' where a number should stand");
    assertThatThrownBy(() -> read("\n", "a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("holds no vectors");
  }
}
