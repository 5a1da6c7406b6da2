package org.vivarium.apps.timeseries.denoise;

import java.util.List;
import org.vivarium.audio.Sound;

/**
 * What mixtures of one purpose are made of.
 *
 * @param speakers the recordings of each
 * @param noises clips
 */
record Part(List<List<Sound>> speakers, List<Sound> noises) {
  Part {
    speakers = speakers.stream().map(List::copyOf).filter(s -> !s.isEmpty()).toList();
    noises = List.copyOf(noises);
  }

  int takes() {
    return speakers.stream().mapToInt(List::size).sum();
  }
}
