package org.vivarium.apps.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.vivarium.cli.Arguments;
import org.vivarium.data.Digits;
import org.vivarium.data.Images;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Run;
import org.vivarium.serving.ImageClassifier;
import org.vivarium.serving.SavedModel;

/** Thousands of steps and predictions leave the resident memory where it was. */
class MemoryTest {
  private static final double GROWTH = 1.05;

  @TempDir Path temp;

  @Test
  @EnabledOnOs(OS.LINUX) // where the system tells the resident memory of a process
  void threeThousandStepsAndTenThousandPredictionsStayFlat() throws Exception {
    // a heap of one size that is all there from the start: what grows is not Java's
    List<String> heap = List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");
    Process process = Cli.start(heap, Work.class.getName(), temp.toString());
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String said = Cli.readUntil(reader, "done");
      assertThat(said).contains("done");
      assertThat(growth(said, "training")).as(said).isLessThan(GROWTH);
      assertThat(growth(said, "predicting")).as(said).isLessThan(GROWTH);
    }
    assertThat(process.waitFor()).isZero();
  }

  private static double growth(String said, String work) {
    String[] pages =
        said.lines().filter(l -> l.startsWith(work)).findFirst().orElseThrow().split(" ", -1);
    return Double.parseDouble(pages[2]) / Double.parseDouble(pages[1]);
  }

  /** The work, in a process of its own. */
  static final class Work {
    private Work() {}

    public static void main(String[] args) throws IOException {
      Images images = Digits.generate(1000, 1);
      int warmUp = 32; // epochs of 16 steps
      int last = warmUp + 188;
      Config config = Config.parse(Arguments.none().or(Map.of("epochs", "" + last)));
      Classifier classifier = Classifier.of("lenet", images);
      Path model = Path.of(args[0]).resolve("savedmodel");
      try (Fitting fitting = new Fitting(config, classifier, Plan.WHOLE, images, images)) {
        long[] before = {0};
        fitting.fit(
            List.of(
                new Listener() {
                  @Override
                  public void epoch(Run run, Epoch epoch) {
                    before[0] = epoch.number() == warmUp ? resident() : before[0];
                  }
                }),
            List.of());
        System.out.println("training " + before[0] + " " + resident());
        SavedModel.writeImageClassifier(
            model,
            classifier.network(),
            fitting.program().weights(),
            28,
            28,
            1,
            classifier.classes());
      }
      ImageClassifier.Images one = Predict.pixels(images, 0, 1);
      try (ImageClassifier served = ImageClassifier.load(model)) {
        predict(served, one, 10_000); // until the JVM has compiled all and its buffers have settled
        long before = resident();
        predict(served, one, 10_000);
        System.out.println("predicting " + before + " " + resident());
      }
      System.out.println("done");
    }

    private static void predict(ImageClassifier model, ImageClassifier.Images one, int times) {
      for (int i = 0; i < times; i++) {
        model.probabilities(one);
      }
    }

    /** Pages of this process that are in memory. */
    private static long resident() {
      try {
        return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", -1)[1]);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
