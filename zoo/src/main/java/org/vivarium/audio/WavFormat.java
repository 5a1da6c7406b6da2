package org.vivarium.audio;

import java.util.List;

/**
 * How the samples of a WAV file are written.
 *
 * @param rate samples per second, 8,000 to 48,000
 * @param channels 1 or 2
 * @param bits of a sample: 8, 16, 24 or 32
 * @param floating whether they are floats, of 32 bits; whole numbers otherwise
 */
public record WavFormat(int rate, int channels, int bits, boolean floating) {
  private static final int SLOWEST = 8000;
  private static final int FASTEST = 48_000;

  public WavFormat {
    if (rate < SLOWEST || rate > FASTEST) {
      throw new IllegalArgumentException(
          "%d samples a second; WAV files of %d to %d are read and written"
              .formatted(rate, SLOWEST, FASTEST));
    }
    if (channels < 1 || channels > 2) {
      throw new IllegalArgumentException(
          "%d channels; WAV files of one or two are read and written".formatted(channels));
    }
    if (!(floating ? List.of(32) : List.of(8, 16, 24, 32)).contains(bits)) {
      throw new IllegalArgumentException(
          "%d-bit %s samples; WAV files of 8, 16, 24 or 32-bit whole numbers or 32-bit floats are read and written"
              .formatted(bits, floating ? "floating" : "whole"));
    }
  }

  /** Whole numbers of 16 bits, in one channel. */
  public static WavFormat mono(int rate) {
    return new WavFormat(rate, 1, 16, false);
  }

  /** Bytes of one moment: a sample of each channel. */
  public int frameBytes() {
    return channels * bits / 8;
  }

  /** Such as {@code 8000 Hz, mono, 16-bit}. */
  @Override
  public String toString() {
    return "%d Hz, %s, %d-bit%s"
        .formatted(rate, channels == 1 ? "mono" : "stereo", bits, floating ? " float" : "");
  }
}
