package org.vivarium.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Application;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ModelZoo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.data.Digits;
import org.vivarium.data.Images;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Native;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Weights;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Safetensors;
import org.vivarium.zoo.LeNet;

/** Runs that were published, found again by DJL. */
class RepositoryTest {
  private static final List<String> CLASSES = List.of("circle", "square");

  @TempDir Path temp;
  private Path folder;
  private ModelStore store;

  @BeforeEach
  void publish() throws IOException {
    folder = temp.resolve("models");
    store = new ModelStore(folder);
    publish(run(1), "lenet-shapes", "shapes");
  }

  private Path run(int seed) throws IOException {
    Path run = temp.resolve("run" + seed);
    Layer network = new LeNet(CLASSES.size());
    Weights weights;
    try (Program program = new Program(seed)) {
      network.build(program.serving(), program.floats("image", -1, 28, 28, 1));
      weights = program.weights();
    }
    Files.createDirectories(run);
    Safetensors.write(run.resolve("weights.safetensors"), weights);
    SavedModel.writeImageClassifier(
        run.resolve("savedmodel"), network, weights, 28, 28, 1, CLASSES);
    return run;
  }

  private void publish(Path run, String name, String data) throws IOException {
    var card = new Publisher.Card(name, "lenet", Map.of("dataset", data));
    Publisher.publish(run, card, folder);
  }

  private Criteria.Builder<Image, Classifications> criteria() {
    return Criteria.builder()
        .setTypes(Image.class, Classifications.class)
        .optModelZoo(new VivariumZoo(store));
  }

  private static Image picture() {
    return ImageFactory.getInstance()
        .fromImage(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB));
  }

  @Test
  void djlFindsWhatWasPublishedByItsProperties() throws Exception {
    publish(run(2), "lenet-signs", "signs");
    try (var model =
            criteria()
                .optApplication(Application.CV.IMAGE_CLASSIFICATION)
                .optArtifactId("lenet")
                .optFilter("dataset", "shapes")
                .build()
                .loadModel();
        var predictor = model.newPredictor()) {
      assertThat(model.getName()).startsWith("lenet-shapes-");
      assertThat(predictor.predict(picture()).getClassNames()).containsAll(CLASSES);
    }
  }

  @Test
  void djlReadsTheFolderWithoutUs() throws Exception {
    Native.prepare();
    var criteria =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optModelUrls(folder.toUri().toString())
            .optFilter("dataset", "shapes")
            .build();
    try (var model = criteria.loadModel();
        var predictor = model.newPredictor()) {
      assertThat(predictor.predict(picture()).getClassNames()).containsAll(CLASSES);
    }
  }

  @Test
  void theNewestOfANameComesFirstAndOlderOnesStay() throws Exception {
    Weights first = Safetensors.read(store.weights("lenet-shapes"));
    publish(run(2), "lenet-shapes", "shapes");
    assertThat(store.list()).filteredOn(e -> e.name().equals("lenet-shapes")).hasSize(2);
    Weights second = Safetensors.read(store.weights("lenet-shapes"));
    assertThat(second.arrays().get("conv1.weight").data())
        .isNotEqualTo(first.arrays().get("conv1.weight").data());
  }

  @Test
  void publishingTheSameRunTwiceChangesNothing() throws Exception {
    publish(temp.resolve("run1"), "lenet-shapes", "shapes");
    assertThat(store.list()).filteredOn(e -> e.name().equals("lenet-shapes")).hasSize(1);
  }

  @Test
  void requestsThatMatchNothingAreToldWhatThereIs() {
    assertThatThrownBy(() -> criteria().optFilter("dataset", "minst").build().loadModel())
        .isInstanceOf(ModelNotFoundException.class)
        .rootCause()
        .hasMessageContainingAll("{dataset=minst}", "lenet-shapes{dataset=shapes}");
    assertThatThrownBy(() -> store.weights("lanet-shapes"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("'lanet-shapes'", "lenet-shapes");
    assertThatThrownBy(
            () ->
                VivariumZoo.load(
                    Criteria.builder()
                        .setTypes(Image.class, Classifications.class)
                        .optGroupId(VivariumZoo.GROUP)
                        .optArtifactId("lanet")
                        .build()))
        .isInstanceOf(ModelNotFoundException.class)
        .hasMessageContaining("'lanet'");
  }

  @Test
  void namesThatAreNoFileNamesAreRefused() {
    assertThatThrownBy(() -> new Publisher.Card("../lenet", "lenet", Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'../lenet'");
  }

  @Test
  void aFolderThatIsNoRunIsRefused() {
    Path empty = temp.resolve("empty");
    assertThatThrownBy(() -> publish(empty, "lenet-x", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("saved_model.pb");
  }

  @Test
  void djlKnowsOurZooByItselfAndListsIt() {
    ModelZoo zoo = ModelZoo.getModelZoo(VivariumZoo.GROUP);
    assertThat(zoo.getModelLoaders())
        .extracting(loader -> loader.getMrl().toString())
        .contains("djl://org.vivarium/lenet");
    assertThat(zoo.getModelLoader("lenet").getApplication())
        .isEqualTo(Application.CV.IMAGE_CLASSIFICATION);
  }

  @Test
  void whatShipsReadsDigitsThatItHasNotSeen() throws Exception {
    var criteria =
        Criteria.builder()
            .setTypes(Image.class, Classifications.class)
            .optGroupId(VivariumZoo.GROUP)
            .optArtifactId("lenet")
            .optFilter("dataset", "digits")
            .build();
    Images digits = Digits.generate(100, 77);
    int right = 0;
    try (var model = criteria.loadModel();
        var predictor = model.newPredictor()) {
      for (int i = 0; i < digits.size(); i++) {
        String found = predictor.predict(picture(digits.pixels()[i])).best().getClassName();
        right += found.equals(digits.classes().get(digits.labels()[i])) ? 1 : 0;
      }
    }
    assertThat(right).isGreaterThan(94);
  }

  @Test
  void everyShippedModelComesWithItsWeights() throws Exception {
    ModelStore shipped = new ModelStore(temp.resolve("nothing"));
    assertThat(shipped.list())
        .extracting(ModelStore.Entry::name)
        .contains("lenet-mnist", "lenet-fashion-mnist", "lenet-digits");
    for (ModelStore.Entry entry : shipped.list()) {
      assertThat(Safetensors.read(shipped.weights(entry.name())).arrays()).isNotEmpty();
    }
  }

  private static Image picture(byte[] grey) {
    BufferedImage rgb = new BufferedImage(28, 28, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < grey.length; i++) {
      int level = grey[i] & 0xff;
      rgb.setRGB(i % 28, i / 28, level << 16 | level << 8 | level);
    }
    return ImageFactory.getInstance().fromImage(rgb);
  }
}
