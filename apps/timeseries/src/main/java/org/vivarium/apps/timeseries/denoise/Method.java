package org.vivarium.apps.timeseries.denoise;

import org.vivarium.audio.NoiseFloor;
import org.vivarium.audio.SpectralGate;
import org.vivarium.audio.Stft;
import org.vivarium.audio.Suppressor;
import org.vivarium.audio.Wiener;

/** What sound is cleaned by: nothing, two floors that learn nothing, and the network. */
enum Method {
  NOTHING("as it is"),
  GATE("spectral gate"),
  WIENER("Wiener filter"),
  NETWORK("network");

  // the best of a grid on the validation mixtures of fsdd, by SI-SDR
  private static final double BACK = .35; // seconds over which the noise is looked for
  private static final float BIAS = 2;
  private static final double THRESHOLD = 6; // dB
  private static final float CLOSED = .02f;
  private static final float RELEASE = .75f;
  private static final float BEFORE = .85f;
  private static final float LEAST = .05f;

  final String words;

  Method(String words) {
    this.words = words;
  }

  /** A floor that has heard nothing yet. */
  Suppressor floor(Stft stft, int rate) {
    NoiseFloor noise = new NoiseFloor((int) (BACK * rate / stft.hop()), BIAS);
    return switch (this) {
      case GATE -> new SpectralGate(noise, THRESHOLD, CLOSED, RELEASE);
      case WIENER -> new Wiener(noise, BEFORE, LEAST);
      default -> throw new IllegalStateException(this + " is no floor");
    };
  }
}
