package org.vivarium.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.vivarium.kernel.EarlyStopping;
import org.vivarium.kernel.Listener;
import org.vivarium.report.CsvLog;
import org.vivarium.report.RunFolder;
import org.vivarium.report.TensorBoard;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** Where a training run writes, and who watches over it: the same in every app. */
public record TrainingRun(Path out, boolean quiet) {
  private static final int TENSORBOARD_EVERY = 20;
  private static final int COPIES = 5; // of the weights: a checkpoint with two slots, best, model
  private static final long ROOM = 50L << 20; // for the report and what lies beside it

  /** Whether a folder is the product of a run. */
  public static boolean isRun(Path folder) {
    return Files.exists(Checkpoint.file(folder)) || Files.exists(Checkpoint.best(folder));
  }

  /**
   * Makes the folder; what an earlier run left in it is moved aside, not overwritten, unless this
   * one goes on from it.
   */
  public RunFolder folder(long parameters, boolean resumed) throws IOException {
    if (!resumed && isRun(out)) {
      Path aside = out;
      for (int i = 1; Files.exists(aside); i++) {
        aside = out.resolveSibling(out.getFileName() + "." + i);
      }
      Files.move(out, aside);
      Note.of(quiet, "'%s' held an earlier run; it is now '%s'", out, aside);
    }
    return RunFolder.create(out, COPIES * Float.BYTES * parameters + ROOM);
  }

  /** Keeps the weights of the lowest validation loss, which are read back from the folder. */
  public EarlyStopping best(int patience, double minDelta, int startFromEpoch) {
    return new EarlyStopping(
        "loss",
        false,
        patience,
        minDelta,
        startFromEpoch,
        () -> {
          try {
            return Safetensors.read(Checkpoint.best(out));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /**
   * Writes checkpoints, curves and progress.
   *
   * @param about what a checkpoint says of the run
   * @param examples what is counted, such as {@code images}
   */
  public List<Listener> listeners(
      RunFolder folder, EarlyStopping best, Map<String, String> about, String examples) {
    return List.of(
        best,
        new Checkpoint(folder.dir(), best, about),
        new CsvLog(folder.file("history.csv")),
        new TensorBoard(folder.file("tensorboard"), TENSORBOARD_EVERY),
        new ProgressListener(examples, quiet));
  }
}
