package org.vivarium.apps.timeseries.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.audio.Bent;
import org.vivarium.audio.Sound;
import org.vivarium.data.Draws;

/**
 * Recordings and which class each is of.
 *
 * @param labels places in the list of classes
 */
record Spoken(List<Sound> sounds, List<Integer> labels) {
  private static final double SLOWEST = .8;
  private static final double FASTEST = 1.25;
  private static final double TILT = .5;

  Spoken {
    sounds = List.copyOf(sounds);
    labels = List.copyOf(labels);
  }

  /** For recordings that come one by one. */
  static final class Builder {
    private final List<Sound> sounds = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    void add(Sound sound, int label) {
      sounds.add(sound);
      labels.add(label);
    }

    Spoken build() {
      return new Spoken(sounds, labels);
    }
  }

  int size() {
    return sounds.size();
  }

  int[] labelArray() {
    return labels.stream().mapToInt(label -> label).toArray();
  }

  Spoken select(int[] which) {
    return new Spoken(
        IntStream.of(which).mapToObj(sounds::get).toList(),
        IntStream.of(which).mapToObj(labels::get).toList());
  }

  /** Each recording, and so many variants of it: faster or slower, brighter or duller, louder. */
  Spoken with(int variants, long seed) {
    Builder all = new Builder();
    for (int i = 0; i < size(); i++) {
      Sound sound = sounds.get(i);
      all.add(sound, labels.get(i));
      for (int v = 0; v < variants; v++) {
        Draws draws = new Draws(seed, "variant", i, v);
        float[] faster = Bent.faster(sound.samples(), draws.uniform(SLOWEST, FASTEST));
        float[] bent = Bent.tilted(faster, draws.uniform(-TILT, TILT));
        float gain = (float) Math.exp(draws.uniform(-1, 1));
        for (int k = 0; k < bent.length; k++) {
          bent[k] *= gain;
        }
        all.add(new Sound(sound.name(), sound.rate(), bent), labels.get(i));
      }
    }
    return all.build();
  }

  Spoken first(int count) {
    return select(IntStream.range(0, Math.min(count, size())).toArray());
  }
}
