package org.vivarium.apps.timeseries.denoise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.audio.Mixer;
import org.vivarium.audio.Sound;
import org.vivarium.data.Draws;

/**
 * One noisy recording to clean, whose speech is known.
 *
 * @param noise its name
 * @param snr in dB, of all the speech over all the noise
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by nobody
record Trial(String noise, int snr, float[] clean, float[] noisy) {
  /** The ratios that are tested, in dB. */
  static final List<Integer> RATIOS = List.of(0, 5, 10);

  private static final int WORDS = 8; // in a sentence, at least
  private static final int MOST = 30;

  /**
   * Each recording of a part once, several to a sentence, every sentence with the next noise and at
   * each ratio. They depend on nothing but the part.
   */
  static List<Trial> of(Part part, int rate) {
    List<Trial> trials = new ArrayList<>();
    int sentences = Math.max(1, Math.min(MOST, part.takes() / WORDS));
    List<Sound> takes = new ArrayList<>();
    for (List<Sound> speaker : part.speakers()) {
      takes.addAll(shuffled(speaker));
    }
    for (int i = 0; i < sentences; i++) {
      int from = i * takes.size() / sentences;
      int to = Math.max(from + 1, (i + 1) * takes.size() / sentences);
      Draws draws = new Draws(1, "trial", i);
      float[] clean = Streams.sentence(takes.subList(from, to), draws);
      Sound clip = part.noises().get(i % part.noises().size());
      float[] noise = audible(clip, clean.length, draws);
      for (int snr : RATIOS) {
        trials.add(new Trial(clip.name(), snr, clean, Mixer.mix(clean, noise, snr)));
      }
    }
    return trials;
  }

  private static float[] audible(Sound clip, int samples, Draws draws) {
    float[] noise = Streams.noise(clip, samples, draws);
    return Mixer.power(noise) > 0 ? noise : Arrays.copyOf(clip.samples(), samples);
  }

  private static List<Sound> shuffled(List<Sound> takes) {
    int[] order = IntStream.range(0, takes.size()).toArray();
    new Draws(1, "order").shuffle(order);
    return IntStream.of(order).mapToObj(takes::get).toList();
  }
}
