package org.vivarium.apps.generative.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.data.HeldOut;
import org.vivarium.data.Images;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/**
 * {@code autoencoder train}, {@code denoise train}, {@code superresolve train} and {@code colorize
 * train}: from clean images to a run folder.
 */
public final class RestoreTrain {
  private static final String APPLICATION = "cv/image_enhancement"; // as DJL calls it
  private static final String DATA = "data_sha256";
  private static final double HELD_OUT = .1;
  private static final int SEEN_AT_MOST = 1000; // test images

  private RestoreTrain() {}

  /** The verbs of all tasks. */
  public static List<Command> commands() {
    List<Command> commands = new ArrayList<>();
    for (Task task : Task.values()) {
      commands.add(
          new Command(
              task.verb() + " train",
              purpose(task),
              "--epochs 6 --seed 1 --out " + out(task),
              Flags.training(RestoreConfig.options(task), out(task)),
              a -> run(task, a)));
      commands.add(RestoreRun.command(task));
    }
    return commands;
  }

  static String out(Task task) {
    return "runs/" + task.verb();
  }

  private static String purpose(Task task) {
    return switch (task) {
      case AUTOENCODER -> "Trains a network to put images into a few numbers and back.";
      case DENOISE -> "Trains a U-Net to take noise off images.";
      case SUPERRESOLVE -> "Trains a U-Net to enlarge images.";
      case COLORIZE -> "Trains a U-Net to give grey images their colours.";
    };
  }

  private static void run(Task task, Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(out(task)));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "generative", task.verb() + " train", out);
    RestoreConfig config = RestoreConfig.parse(task, a.or(resume.options()));
    HeldOut data =
        HeldOut.of(config.load(a.path("data-dir").orElse(null), quiet), HELD_OUT, config.seed());
    Likeness test = train(config, data, out, quiet, resume);
    System.out.printf(
        "test_psnr %.2f%ntest_ssim %.4f%nfloor_psnr %.2f%nfloor_ssim %.4f%nreport %s%n",
        test.psnr(), test.ssim(), test.floorPsnr(), test.floorSsim(), out.resolve("report.html"));
  }

  private static Likeness train(
      RestoreConfig config, HeldOut data, Path out, boolean quiet, Resume resume)
      throws IOException {
    Images images = data.training();
    List<Integer> shape = List.of(images.height(), images.width(), images.channels());
    Restorer network = Restorer.of(config, shape);
    resume.compare(config.options(), Restoring.fixed(config).keySet(), quiet);
    resume.checkData(DATA, data.sha256(), "images");
    Optional<Checkpoint.Saved> saved = resume.saved();
    Map<String, String> about = Resume.about(config.task().verb() + " train", config.options());
    about.putAll(network.metadata());
    about.put(DATA, data.sha256());
    try (Restoring restoring = new Restoring(config, network, images)) {
      saved.ifPresent(s -> restoring.program().restore(s.state()));
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(restoring.program().size(), saved.isPresent());
      EarlyStopping best = here.best(EarlyStopping.NEVER, 0, 1);
      List<Epoch> history =
          restoring.fit(
              data.validation(),
              here.listeners(folder, best, about, "images"),
              saved.map(Checkpoint.Saved::history).orElse(List.of()));
      Images test = data.set().test().inTurns().first(SEEN_AT_MOST);
      Restoring.Shown shown = restoring.restore(test);
      float[][] floor = floor(config, images, shown, test.size());
      Likeness likeness = Likeness.of(test, floor, shown.restored());
      SavedModel.write(
          folder.file("savedmodel"),
          network.served(config),
          restoring.program().weights(),
          Map.of("application", APPLICATION));
      new RestoreReport(config, data, history, best.bestEpoch(), likeness)
          .write(folder, restoring.program(), test, floor, shown);
      return likeness;
    }
  }

  /** What it costs nothing to give back. */
  private static float[][] floor(
      RestoreConfig config, Images training, Restoring.Shown shown, int count) {
    if (config.task() != Task.AUTOENCODER) {
      return shown.spoilt();
    }
    float[] mean = new float[training.pixels()[0].length];
    for (byte[] pixels : training.pixels()) {
      for (int p = 0; p < mean.length; p++) {
        mean[p] += (pixels[p] & 0xff) / 255f / training.size();
      }
    }
    float[][] rows = new float[count][];
    Arrays.fill(rows, mean);
    return rows;
  }
}
