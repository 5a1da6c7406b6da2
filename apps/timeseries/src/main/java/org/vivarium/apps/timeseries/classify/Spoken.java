package org.vivarium.apps.timeseries.classify;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.vivarium.audio.Sound;

/**
 * Recordings and which class each is of.
 *
 * @param labels places in the list of classes
 */
record Spoken(List<Sound> sounds, List<Integer> labels) {
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

  Spoken first(int count) {
    return select(IntStream.range(0, Math.min(count, size())).toArray());
  }
}
