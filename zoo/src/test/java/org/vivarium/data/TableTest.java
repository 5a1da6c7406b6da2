package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TableTest {
  @TempDir Path temp;

  @Test
  void namesAndLabels() throws IOException {
    Table table = read("a, b ,kind\r\n1,2,good\n\n-3e2,.5,\"bad\"\n", "kind");
    assertThat(table.columns()).containsExactly("a", "b");
    assertThat(table.rows()).isDeepEqualTo(new double[][] {{1, 2}, {-300, .5}});
    assertThat(table.labels()).containsExactly("good", "bad");
  }

  @Test
  void withoutNames() throws IOException {
    Table table = read("1,2,'-1'\n3,4,'1'\n", "last");
    assertThat(table.columns()).containsExactly("column 1", "column 2");
    assertThat(table.labels()).containsExactly("-1", "1");
    assertThat(read("7,1\n8,2\n", "1").labels()).containsExactly("7", "8");
    assertThat(read("7,1\n8,2\n", null).rows()).hasDimensions(2, 2);
  }

  @Test
  void whatIsWrongIsNamed() {
    assertWrong("a,b\n1,2\n3\n", "line 3 has 1 cells instead of 2");
    assertWrong("a,b\n1,\n", "line 2, column 'b' is empty");
    assertWrong("a,b\n1,x\n", "line 2, column 'b' is 'x' instead of a number");
    assertWrong("a,b\n1,2\nNaN,2\n", "line 3, column 'a' is NaN");
    assertWrong("1,2\n1,-Infinity\n", "line 2, column 'column 2' is -Infinity");
    assertWrong("", "is empty");
    assertWrong("a,b\n", "no rows");
    assertThatThrownBy(() -> read("a,b\n1,2\n", "c")).hasMessageContaining("no column 'c'");
  }

  private void assertWrong(String text, String message) {
    assertThatThrownBy(() -> read(text, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  private Table read(String text, String label) throws IOException {
    return Table.read(
        Files.writeString(temp.resolve("table.csv"), text), Optional.ofNullable(label));
  }
}
