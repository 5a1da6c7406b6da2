package org.vivarium.apps.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.vivarium.apps.vision.Plan.Phase;

/** What is frozen when. */
class PlanTest {
  private static final Parts LENET = Parts.of(classifier("lenet", 28, 1));
  private static final Parts RESNET = Parts.of(classifier("resnet18", 32, 3));

  @Test
  void partsAreLayersAndBlocksEachWithItsNorm() {
    assertThat(RESNET.body())
        .containsExactly(
            List.of("conv1", "bn1"),
            List.of("layer1"),
            List.of("layer2"),
            List.of("layer3"),
            List.of("layer4"));
    assertThat(RESNET.head()).containsExactly("fc");
    assertThat(RESNET.trained(List.of())).isEqualTo(11_173_962 - 8 * 513);
    assertThat(RESNET.trained(List.of("conv1", "bn1", "layer1", "layer2", "layer3", "layer4")))
        .isEqualTo(2 * 513);
  }

  @Test
  void layersOfOneLongListArePartsEach() {
    Parts vgg = Parts.of(classifier("vgg11_bn", 32, 3));
    assertThat(vgg.body()).hasSize(8).startsWith(List.of("features.0", "features.1"));
    assertThat(vgg.head()).containsExactly("classifier");
  }

  @Test
  void withoutWishesAllLearnsFromTheStart() {
    Plan plan = Plan.of(LENET, List.of(), 0, 0, 10);
    assertThat(plan.phases()).containsExactly(new Phase(1, List.of()));
    assertThat(plan.factors()).containsEntry("fc3", 10f).hasSize(1);
  }

  @Test
  void theHeadWarmsUpAlone() {
    Plan plan = Plan.of(LENET, List.of("conv1"), 2, 0, 1);
    assertThat(plan.phases())
        .containsExactly(
            new Phase(1, List.of("conv1", "conv2", "fc1", "fc2")), new Phase(3, List.of("conv1")));
    assertThat(plan.phase(2)).isZero();
    assertThat(plan.phase(3)).isOne();
    assertThat(plan.epochs(0, 10)).isEqualTo(2);
    assertThat(plan.epochs(1, 10)).isEqualTo(8);
    assertThat(plan.epochs(1, 2)).isZero();
  }

  @Test
  void partsLearnOneByOneFromTheHeadDown() {
    Plan plan = Plan.of(LENET, List.of("fc1"), 1, 3, 1);
    assertThat(plan.phases())
        .containsExactly(
            new Phase(1, List.of("fc1", "conv1", "conv2", "fc2")),
            new Phase(2, List.of("fc1", "conv1", "conv2")),
            new Phase(5, List.of("fc1", "conv1")),
            new Phase(8, List.of("fc1")));
  }

  @Test
  void whatIsFrozenForGoodIsNotWaitedFor() {
    List<String> all = List.of("conv1", "conv2", "fc1", "fc2");
    assertThat(Plan.of(LENET, all, 2, 3, 1).phases()).containsExactly(new Phase(1, all));
  }

  @Test
  void unknownPathsAndTheHeadAreRefusedByName() {
    assertThatThrownBy(() -> RESNET.check(List.of("layer1.0", "layr2")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "--freeze names 'layr2', and nothing lies there. Did you mean 'layer2'? There are conv1,"
                + " bn1, layer1, layer2, layer3, layer4, and paths below them");
    assertThatThrownBy(() -> RESNET.check(List.of("fc.bias")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("which is the new head [fc]");
  }

  private static Classifier classifier(String model, int side, int channels) {
    List<Double> ones = Collections.nCopies(channels, 1.);
    return new Classifier(model, side, side, channels, List.of("ant", "bee"), ones, ones);
  }
}
