package org.vivarium.apps.timeseries.classify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.vivarium.audio.Sound;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;

/** {@code classify predict}: which word each WAV file is. */
public final class ClassifyPredict {
  public static final Command COMMAND =
      new Command(
          "classify predict",
          "Tells which class each recording is of, and how sure the network is.",
          "RECORDING.wav...",
          "--run " + ClassifyTrain.DEFAULT_OUT + " recording.wav",
          List.of(Finished.option(), Flags.quiet()),
          ClassifyPredict::run);

  private ClassifyPredict() {}

  private static void run(Arguments a) throws IOException {
    List<Sound> sounds = new ArrayList<>();
    for (String name : a.operands()) { // all of them, before anything is said
      sounds.add(Sound.read(Path.of(name)));
    }
    try (Finished finished = Finished.open(a)) {
      int rate = finished.network().features().rate();
      for (Sound sound : sounds) {
        if (sound.rate() != rate) {
          Note.of(
              a.flag("quiet"),
              "'%s' has %d samples a second and the network %d: it is resampled",
              sound.name(),
              sound.rate(),
              rate);
        }
      }
      Spoken spoken = new Spoken(sounds, Collections.nCopies(sounds.size(), 0));
      float[][] probabilities = finished.fitting().probabilities(spoken);
      for (int i = 0; i < probabilities.length; i++) {
        int best = 0;
        for (int c = 1; c < probabilities[i].length; c++) {
          best = probabilities[i][c] > probabilities[i][best] ? c : best;
        }
        System.out.printf(
            "%s: %s %.4f%n",
            a.operands().get(i), finished.network().classes().get(best), probabilities[i][best]);
      }
    }
  }
}
