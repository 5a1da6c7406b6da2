package org.vivarium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggestTest {
  private static final List<String> NAMES =
      List.of("mlp", "lenet", "resnet18", "mnist", "fashion-mnist", "cifar10", "cifar100");

  @ParameterizedTest
  @CsvSource({
    "lent, lenet",
    "LeNet, lenet",
    "lenet5, lenet",
    "resnet, resnet18",
    "minst, mnist",
    "cifar, cifar10",
    "cifar-100, cifar100",
    "fashion, fashion-mnist"
  })
  void theNearestNameIsMeant(String typed, String meant) {
    assertThat(Suggest.nearest(typed, NAMES)).hasValue(meant);
    assertThat(Suggest.unknown("model", typed, NAMES))
        .isEqualTo("unknown model '" + typed + "'; did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"transformer", "x", "''", "vgg"})
  void whatIsFarFromAllGetsTheList(String typed) {
    assertThat(Suggest.nearest(typed, NAMES)).isEmpty();
    assertThat(Suggest.unknown("model", typed, NAMES))
        .endsWith("; there are mlp, lenet, resnet18, mnist, fashion-mnist, cifar10, cifar100");
  }
}
