package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  private record Config(String data, double rate) {}

  @Test
  void keepsOrderAndPutsRowsOfNumbersOnOneLine() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("zebra", 1);
    map.put("ant", new Config("mnist", 1e-3));
    map.put("matrix", new int[][] {{1, 2}, {3, 4}});
    map.put("empty", List.of());
    map.put("nothing", Map.of());
    map.put("half", 0.5f);
    map.put("text", "a \"b\" <c>\n");
    assertThat(Json.of(map))
        .isEqualTo(
            """
            {
              "zebra": 1,
              "ant": {
                "data": "mnist",
                "rate": 0.001
              },
              "matrix": [
                [1, 2],
                [3, 4]
              ],
              "empty": [],
              "nothing": {},
              "half": 0.5,
              "text": "a \\"b\\" <c>\\n"
            }
            """);
  }

  @Test
  void whatJsonCannotSayIsNull() {
    assertThat(Json.of(Arrays.asList(Double.NaN, Float.POSITIVE_INFINITY, null, 1.0)))
        .isEqualTo("[null, null, null, 1.0]\n");
    assertThat(Json.of(new double[] {Double.NEGATIVE_INFINITY, 2})).isEqualTo("[null, 2.0]\n");
    assertThat(Json.of(new float[] {Float.NaN, 0.1f})).isEqualTo("[null, 0.1]\n");
  }
}
