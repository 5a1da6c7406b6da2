package org.vivarium.apps.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.Console;

/** Runs that are killed and go on. */
class ResumeTest {
  // dropout, augmentation, momentum and a schedule: all that has a state of its own
  private static final String[] RUN = {
    "train",
    "--model",
    "mlp",
    "--limit",
    "4000",
    "--epochs",
    "4",
    "--batch-size",
    "16",
    "--augment",
    "crop:2,rotate:5",
    "--seed",
    "7"
  };

  @TempDir Path temp;

  @Test
  void aRunKilledInTheMiddleOfAnEpochEndsAsOneNeverStopped() throws Exception {
    Path whole = temp.resolve("whole");
    Path killed = temp.resolve("killed");
    assertThat(Cli.run(VisionTest.with(RUN, "--out", whole.toString())).code()).isZero();

    Process process =
        Cli.start(
            List.of(), Main.class.getName(), VisionTest.with(RUN, "--out", killed.toString()));
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      assertThat(Cli.readUntil(reader, "epoch 2/4")).contains("epoch 2/4");
      process.destroyForcibly().waitFor(); // SIGKILL; the third epoch has begun
    }
    assertThat(killed.resolve("report.json")).doesNotExist();
    assertThat(killed.resolve("checkpoint.safetensors")).exists();

    Console.Result resumed = Cli.run("train", "--out", killed.toString(), "--resume");
    assertThat(resumed.code()).as(resumed.err()).isZero();
    assertThat(resumed.err()).contains("epoch 3/4").doesNotContain("epoch 2/4");
    VisionTest.assertSameWeights(whole, killed);
    assertThat(accuracy(killed)).isEqualTo(accuracy(whole));
  }

  @Test
  void resumeSaysWhatDiffersAndRefusesAnotherNetworkOrOtherData() throws IOException {
    Path out = temp.resolve("run");
    String[] tiny = {"train", "--limit", "300", "--epochs", "1", "--out", out.toString()};
    assertThat(Cli.run(tiny).code()).isZero();

    Console.Result longer = Cli.run("train", "--out", out.toString(), "--resume", "--epochs", "2");
    assertThat(longer.code()).as(longer.err()).isZero();
    assertThat(longer.err()).contains("resuming with --epochs 2; the run began with 1");

    Console.Result model = Cli.run("train", "--out", out.toString(), "--resume", "--model", "mlp");
    assertThat(model.code()).isEqualTo(2);
    assertThat(model.err()).contains("the checkpoint was made with --model lenet");

    Console.Result data = Cli.run("train", "--out", out.toString(), "--resume", "--limit", "200");
    assertThat(data.code()).isEqualTo(2);
    assertThat(data.err()).contains("other images");
  }

  @Test
  void resumeWithoutACheckpointIsRefused() {
    Console.Result told = Cli.run("train", "--out", temp.resolve("none").toString(), "--resume");
    assertThat(told.code()).isEqualTo(2);
    assertThat(told.err()).contains("there is no checkpoint in");
    assertThat(Files.exists(temp.resolve("none"))).isFalse();
  }

  private static String accuracy(Path run) throws IOException {
    return Classifier.report(run).getAsJsonObject("metrics").toString();
  }
}
