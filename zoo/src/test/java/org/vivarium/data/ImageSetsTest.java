package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vivarium.data.ImageSets.Options;

class ImageSetsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "minst, mnist",
    "MNIST, mnist",
    "digit, digits",
    "fashion_mnist, fashion-mnist",
    "cifar-10, cifar10",
    "cifar1000, cifar100",
    "cifar100-corse, cifar100-coarse"
  })
  void unknownNameGetsTheNearest(String typed, String meant) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSets.load(typed, folder, Options.DEFAULT))
        .withMessageContainingAll(
            "there is no data set '" + typed + "'",
            "Did you mean '" + meant + "'?",
            "Known: digits, mnist, fashion-mnist, cifar10, cifar100, cifar100-coarse, folder:PATH");
  }

  @Test
  void strangeNameGetsTheListAlone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSets.load("elephants-of-asia", folder, Options.DEFAULT))
        .withMessageContaining("Known: digits")
        .withMessageNotContaining("Did you mean");
  }

  @Test
  void digitsNeedNoFiles() throws IOException {
    ImageSet set = ImageSets.load("digits", folder, Options.DEFAULT);
    assertThat(set.train().size()).isEqualTo(10_000);
    assertThat(set.test().size()).isEqualTo(2_000);
    assertThat(set.train().classes())
        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void readsCifarFromItsFolderOfTheDataFolder() throws IOException {
    Path bin = Files.createDirectories(folder.resolve("cifar100/cifar-100-binary"));
    Files.write(bin.resolve("train.bin"), new byte[2 * 3074]);
    Files.write(bin.resolve("test.bin"), new byte[3074]);
    assertThat(ImageSets.load("cifar100", folder, Options.DEFAULT).train().classes()).hasSize(100);
    assertThat(ImageSets.load("cifar100-coarse", folder, Options.DEFAULT).train().size())
        .isEqualTo(2);
  }

  @Test
  void folderNeedsAPath() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSets.load("folder:", folder, Options.DEFAULT))
        .withMessageContaining("folder:PATH");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ImageSets.load("folder:/no/such", folder, Options.DEFAULT))
        .withMessageContaining("is not a folder");
  }

  @Test
  void optionsAreChecked() {
    assertThat(Options.DEFAULT.size(96).seed(3).quiet(true)).isEqualTo(new Options(96, 3, true));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Options.DEFAULT.size(4))
        .withMessageContaining("image size is 4");
  }

  @Test
  void dataFolderIsTheOneAskedForElseTheEnvironmentsElseTheCache() {
    Map<String, String> set = Map.of("VIVARIUM_DATA", "/data", "XDG_CACHE_HOME", "/xdg");
    assertThat(DataDir.resolve(Path.of("/asked"), set, "Linux", "/home/me")).hasToString("/asked");
    assertThat(DataDir.resolve(null, set, "Linux", "/home/me")).hasToString("/data");
    Map<String, String> xdg = Map.of("VIVARIUM_DATA", "", "XDG_CACHE_HOME", "/xdg");
    assertThat(DataDir.resolve(null, xdg, "Linux", "/home/me")).isEqualTo(Path.of("/xdg/vivarium"));
    assertThat(DataDir.resolve(null, Map.of(), "Linux", "/home/me"))
        .isEqualTo(Path.of("/home/me/.cache/vivarium"));
    assertThat(DataDir.resolve(null, xdg, "Mac OS X", "/Users/me"))
        .isEqualTo(Path.of("/Users/me/Library/Caches/vivarium"));
    assertThat(DataDir.resolve(null, Map.of("LOCALAPPDATA", "/local"), "Windows 11", "/me"))
        .isEqualTo(Path.of("/local/vivarium"));
  }
}
