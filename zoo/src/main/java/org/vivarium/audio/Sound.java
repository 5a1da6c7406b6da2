package org.vivarium.audio;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A recording of one channel, whole in memory.
 *
 * @param name such as the file it was read from
 * @param rate samples per second
 * @param samples from -1 to 1
 */
@SuppressWarnings("ArrayRecordComponent") // large, and compared by nobody
public record Sound(String name, int rate, float[] samples) {
  private static final int LONGEST = 1 << 27;

  /** Reads a WAV file; of two channels the mean. */
  public static Sound read(Path file) throws IOException {
    try (WavReader reader = WavReader.open(file)) {
      WavFormat format = reader.format();
      if (reader.frames() > LONGEST) {
        throw new IllegalArgumentException(
            "'%s' is %d minutes long: cut it into pieces"
                .formatted(file, reader.frames() / format.rate() / 60));
      }
      float[][] channels = new float[format.channels()][(int) reader.frames()];
      int n = reader.read(channels);
      float[] mean = channels[0];
      for (int i = 0; format.channels() == 2 && i < n; i++) {
        mean[i] = (channels[0][i] + channels[1][i]) / 2;
      }
      return new Sound(file.getFileName().toString(), format.rate(), mean);
    }
  }

  /** The same at another rate. */
  public Sound at(int rate) {
    return rate == this.rate
        ? this
        : new Sound(name, rate, Resampler.resample(samples, this.rate, rate));
  }

  /** How long it takes. */
  public double seconds() {
    return (double) samples.length / rate;
  }

  /** A WAV file of 16 bits, in memory. */
  public byte[] wav() {
    return WavWriter.bytes(WavFormat.mono(rate), new float[][] {samples});
  }
}
