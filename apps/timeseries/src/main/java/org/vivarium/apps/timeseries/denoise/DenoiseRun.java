package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.vivarium.audio.WavFormat;
import org.vivarium.audio.WavReader;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.kernel.Native;
import org.vivarium.kernel.Weights;

/** {@code denoise run}: cleans WAV files while they are read, on one core. */
public final class DenoiseRun {
  private static final String DEFAULT_OUT = "cleaned";

  public static final Command COMMAND =
      new Command(
          "denoise run",
          "Takes the noise off WAV files, frame by frame with a fixed delay: NAME-cleaned.wav is written as NAME.wav is.",
          "RECORDING.wav...",
          "--run " + DenoiseTrain.DEFAULT_OUT + " --out " + DEFAULT_OUT + " recording.wav",
          List.of(
              Flags.option(
                  "run", "FOLDER", "a run folder of 'denoise train'", DenoiseTrain.DEFAULT_OUT),
              Flags.option("out", "FOLDER", "where the recordings go", DEFAULT_OUT),
              Flags.quiet()),
          DenoiseRun::run);

  private DenoiseRun() {}

  private static void run(Arguments a) throws IOException {
    Native.oneThread();
    boolean quiet = a.flag("quiet");
    Weights weights = Denoiser.weights(a.path("run").orElse(Path.of(DenoiseTrain.DEFAULT_OUT)));
    MaskNetwork network = MaskNetwork.ofWeights(weights);
    Path out = a.path("out").orElse(Path.of(DEFAULT_OUT));
    List<Path> files = files(a, out);
    Files.createDirectories(out);
    for (Path file : files) {
      clean(file, target(out, file), network, weights, quiet);
    }
  }

  /** All of them, looked at before anything is written. */
  private static List<Path> files(Arguments a, Path out) throws IOException {
    List<Path> files = new ArrayList<>();
    Set<Path> targets = new HashSet<>();
    for (String name : a.operands()) {
      Path file = Path.of(name);
      WavReader.open(file).close();
      if (!targets.add(target(out, file))) {
        throw new IllegalArgumentException(
            "two recordings would become '%s': clean them one at a time, each with its own --out"
                .formatted(target(out, file)));
      }
      files.add(file);
    }
    return files;
  }

  private static Path target(Path out, Path file) {
    return out.resolve(
        file.getFileName().toString().replaceFirst("\\.[^.]*$", "") + "-cleaned.wav");
  }

  private static void clean(
      Path file, Path target, MaskNetwork network, Weights weights, boolean quiet)
      throws IOException {
    try (WavReader reader = WavReader.open(file);
        Stream stream = new Stream(reader.format(), network, weights)) {
      WavFormat format = reader.format();
      if (format.rate() != network.rate()) {
        Note.of(
            quiet,
            "'%s' has %d samples a second and the network %d: it is resampled, and back%s",
            file,
            format.rate(),
            network.rate(),
            format.rate() > network.rate()
                ? "; what is above %d Hz is lost".formatted(network.rate() / 2)
                : "");
      }
      Pace.Watch watch = new Pace.Watch();
      watch.start();
      long limited = stream.clean(reader, target);
      watch.stop();
      double seconds = (double) reader.frames() / format.rate();
      if (limited > 0) {
        Note.of(
            quiet,
            "'%s': %d samples were louder than its format holds and were limited",
            target,
            limited);
      }
      System.out.printf(
          "%s: %s (%s), %.2f s, delay %.0f ms, %s%n",
          file, target, format, seconds, 1000 * stream.latency(), watch.over(seconds));
    }
  }
}
