package org.vivarium.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.zoo.Row;
import org.vivarium.zoo.Zoo;

class LayerTableTest {
  @Test
  void tellsEachLayerOfLeNet() {
    LayerTable table = LayerTable.of(Zoo.row("lenet").model());
    assertThat(table.rows())
        .contains(
            new LayerTable.Row("conv1", "Conv2D", List.of(28L, 28L, 6L), 156, 117_600),
            new LayerTable.Row("conv2", "Conv2D", List.of(10L, 10L, 16L), 2_416, 240_000),
            new LayerTable.Row("fc1", "MatMul", List.of(120L), 48_120, 48_000),
            new LayerTable.Row("fc3", "MatMul", List.of(10L), 850, 840));
    assertThat(table.rows().stream().map(LayerTable.Row::path))
        .containsExactly("conv1", "MaxPool", "conv2", "MaxPool_1", "fc1", "fc2", "fc3");
  }

  /** The counts that fvcore and torchvision give, in millions. */
  @ParameterizedTest
  @CsvSource({"alexnet,714", "vgg16,15470", "resnet18,1814", "resnet50,4089", "mobilenet_v2,301"})
  void multiplyAddsAreThePublishedOnes(String name, long millions) {
    LayerTable table = LayerTable.of(Zoo.row(name).model());
    assertThat(Math.round(table.multiplyAdds() / 1e6)).isEqualTo(millions);
  }

  @Test
  void everyTrainedParameterIsInALayer() {
    for (Row row : Zoo.ROWS) {
      assertThat(LayerTable.of(row.model()).parameters())
          .as(row.name())
          .isEqualTo(row.parameters());
    }
  }
}
