package org.vivarium.apps.generative.segment;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Resume;
import org.vivarium.cli.TrainingRun;
import org.vivarium.data.MaskedSet;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Trainer;
import org.vivarium.metrics.Overlap;
import org.vivarium.report.RunFolder;
import org.vivarium.serving.SavedModel;
import org.vivarium.weights.Checkpoint;

/** {@code segment train}: from images with masks to a run folder. */
public final class SegTrain {
  static final String DEFAULT_OUT = "runs/segment";
  public static final Command COMMAND =
      new Command(
          "segment train",
          "Trains a U-Net to say what each pixel is, measures it on held-out images and writes a run folder.",
          "--data digits --epochs 8 --seed 1 --out " + DEFAULT_OUT,
          options(),
          SegTrain::run);

  private static final String DATA = "data_sha256";
  private static final Set<String> FIXED = Set.of("data", "width", "depth");
  private static final String APPLICATION = "cv/semantic_segmentation"; // as DJL calls it

  private SegTrain() {}

  private static List<Option> options() {
    List<Option> options = new ArrayList<>(SegConfig.OPTIONS);
    options.add(Flags.out(DEFAULT_OUT));
    options.add(Flags.resume());
    options.add(Flags.quiet());
    return options;
  }

  private static void run(Arguments a) throws IOException {
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    boolean quiet = a.flag("quiet");
    Resume resume = Resume.of(a, "generative", COMMAND.name(), out);
    SegConfig config = SegConfig.parse(a.or(resume.options()));
    Overlap test = train(config, config.load(), out, quiet, resume);
    System.out.printf("pixel_accuracy %.4f%n", test.accuracy());
    for (int c = 0; c < test.counts().length; c++) {
      System.out.printf("dice_%d %.4f%niou_%d %.4f%n", c, test.dice(c), c, test.iou(c));
    }
    System.out.printf("report %s%n", out.resolve("report.html"));
  }

  private static Overlap train(
      SegConfig config, MaskedSet set, Path out, boolean quiet, Resume resume) throws IOException {
    SegNetwork network =
        new SegNetwork(set.channels(), config.width(), config.depth(), set.classes());
    String sha256 = set.contentHash();
    resume.compare(config.options(), FIXED, quiet);
    resume.checkData(DATA, sha256, "images");
    Optional<Checkpoint.Saved> saved = resume.saved();
    Map<String, String> about = Resume.about(COMMAND.name(), config.options());
    about.putAll(network.metadata());
    about.put(DATA, sha256);
    try (SegFitting fitting = new SegFitting(network, config.seed(), config.precision())) {
      TrainingRun here = new TrainingRun(out, quiet);
      RunFolder folder = here.folder(fitting.program().size(), saved.isPresent());
      EarlyStopping best = here.best(EarlyStopping.NEVER, 0, 1);
      int steps = config.epochs() * SegFitting.training(config, set).count();
      Trainer trainer =
          fitting.trainer(config, steps, here.listeners(folder, best, about, "crops"));
      saved.ifPresent(s -> fitting.program().restore(s.state()));
      List<Epoch> history =
          SegFitting.fit(
              trainer, config, set, saved.map(Checkpoint.Saved::history).orElse(List.of()));
      Overlap test = fitting.overlap(set.test());
      SavedModel.write(
          folder.file("savedmodel"),
          network.served(),
          fitting.program().weights(),
          Map.of("application", APPLICATION));
      new SegReport(config, set, sha256, history, best.bestEpoch(), test).write(folder, fitting);
      return test;
    }
  }
}
