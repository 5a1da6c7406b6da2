package org.vivarium.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CifarTest {
  @TempDir Path folder;

  @Test
  void planesBecomePixels() throws IOException {
    write("data_batch_1.bin", new int[] {3}, new int[] {9});
    write("test_batch.bin", new int[] {0});
    Images train = Cifar.cifar10(folder).train();
    assertThat(train.labels()).containsExactly(3, 9);
    assertThat(train.classes().get(3)).isEqualTo("cat");
    byte[] first = train.pixels()[0];
    byte[] file = Files.readAllBytes(folder.resolve("data_batch_1.bin"));
    for (int[] yx : new int[][] {{0, 0}, {0, 31}, {17, 4}, {31, 31}}) {
      int at = 32 * yx[0] + yx[1];
      assertThat(Arrays.copyOfRange(first, 3 * at, 3 * at + 3))
          .as("red, green and blue at %d, %d", yx[0], yx[1])
          .containsExactly(file[1 + at], file[1 + 1024 + at], file[1 + 2048 + at]);
    }
  }

  @Test
  void usesTheBatchesThatAreThereAndSaysSo() throws IOException {
    write("data_batch_2.bin", new int[] {1});
    write("data_batch_5.bin", new int[] {2}, new int[] {3});
    write("test_batch.bin", new int[] {0});
    ImageSet set = Cifar.cifar10(folder);
    assertThat(set.train().labels()).containsExactly(1, 2, 3);
    assertThat(set.source())
        .contains("3 training images of 2 of 5 files")
        .contains("not there: data_batch_1.bin, data_batch_3.bin, data_batch_4.bin")
        .contains("1 test images of 10,000");
  }

  @Test
  void cifar100HasFineAndCoarseLabels() throws IOException {
    write("train.bin", new int[] {19, 99}, new int[] {0, 4});
    write("test.bin", new int[] {7, 50});
    ImageSet fine = Cifar.cifar100(folder, false);
    assertThat(fine.train().labels()).containsExactly(99, 4);
    assertThat(fine.train().classes()).hasSize(100).doesNotHaveDuplicates().isSorted();
    assertThat(fine.train().classes()).startsWith("apple", "aquarium_fish").endsWith("worm");
    ImageSet coarse = Cifar.cifar100(folder, true);
    assertThat(coarse.train().labels()).containsExactly(19, 0);
    assertThat(coarse.test().labels()).containsExactly(7);
    assertThat(coarse.train().classes()).hasSize(20).doesNotHaveDuplicates();
    assertThat(coarse.train().classes()).startsWith("aquatic_mammals", "fish");
    assertThat(coarse.train().name()).isEqualTo("cifar100-coarse");
    assertThat(coarse.train().pixels()[0]).isEqualTo(fine.train().pixels()[0]);
  }

  @Test
  void namesComeFromTheirFileWhenItIsThere() throws IOException {
    write("data_batch_1.bin", new int[] {0});
    write("test_batch.bin", new int[] {0});
    Path meta = folder.resolve("batches.meta.txt");
    Files.writeString(
        meta,
        IntStream.range(0, 10)
            .mapToObj(i -> "n" + i)
            .collect(Collectors.joining("\n", "", "\n\n")));
    assertThat(Cifar.cifar10(folder).train().classes()).startsWith("n0").endsWith("n9");
    Files.writeString(meta, "only\ntwo\n");
    wrong(() -> Cifar.cifar10(folder), "batches.meta.txt", "names 2 classes; there are 10");
  }

  @Test
  void namesFileAndOffsetOfWhatIsWrong() throws IOException {
    wrong(() -> Cifar.cifar10(folder), "none of data_batch_1.bin");
    write("data_batch_1.bin", new int[] {0}, new int[] {1});
    wrong(() -> Cifar.cifar10(folder), "test_batch.bin' is not a file that can be read");

    write("test_batch.bin", new int[] {0}, new int[] {1}, new int[] {10});
    wrong(() -> Cifar.cifar10(folder), "test_batch.bin', byte 6146", "label 10", "0 to 9");

    Path test = folder.resolve("test_batch.bin");
    Files.write(test, Arrays.copyOf(Files.readAllBytes(test), 4000));
    wrong(() -> Cifar.cifar10(folder), "test_batch.bin', byte 3073", "4,000 bytes", "truncated");
    Files.write(test, new byte[0]);
    wrong(() -> Cifar.cifar10(folder), "test_batch.bin', byte 0", "0 bytes");

    write("test.bin", new int[] {0, 0});
    write("train.bin", new int[] {0, 0}, new int[] {20, 0});
    wrong(() -> Cifar.cifar100(folder, false), "train.bin', byte 3074", "coarse label 20");
    write("train.bin", new int[] {0, 0}, new int[] {0, 100});
    wrong(() -> Cifar.cifar100(folder, true), "train.bin', byte 3075", "fine label 100");
    write("train.bin", new int[] {0}); // a CIFAR-10 file in its place
    wrong(() -> Cifar.cifar100(folder, true), "train.bin', byte 0", "records of 3074 bytes");
  }

  private interface Reading {
    ImageSet read() throws IOException;
  }

  private static void wrong(Reading reading, String... words) {
    assertThatIllegalArgumentException()
        .isThrownBy(reading::read)
        .satisfies(e -> assertThat(e.getMessage()).contains(words));
  }

  /** Records with these label bytes, and pixels that differ from byte to byte. */
  private void write(String file, int[]... records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int[] labels : records) {
      Arrays.stream(labels).forEach(out::write);
      IntStream.range(0, 3072).forEach(i -> out.write(31 * i + i / 256));
    }
    Files.write(folder.resolve(file), out.toByteArray());
  }
}
