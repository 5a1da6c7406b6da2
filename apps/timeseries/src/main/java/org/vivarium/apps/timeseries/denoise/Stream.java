package org.vivarium.apps.timeseries.denoise;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.vivarium.audio.Cleaner;
import org.vivarium.audio.Resampler;
import org.vivarium.audio.WavFormat;
import org.vivarium.audio.WavReader;
import org.vivarium.audio.WavWriter;
import org.vivarium.kernel.Weights;

/**
 * A recording of one channel or two on its way through a network, in pieces, so that it may be of
 * any length. It is as long afterwards as before: the delay is taken off.
 */
final class Stream implements AutoCloseable {
  private static final int PIECE = 4096; // samples read at once

  private final WavFormat format;
  private final MaskNetwork network;
  private final List<Channel> channels = new ArrayList<>();

  Stream(WavFormat format, MaskNetwork network, Weights weights) {
    this.format = format;
    this.network = network;
    for (int c = 0; c < format.channels(); c++) {
      channels.add(new Channel(Denoiser.of(network, weights)));
    }
  }

  /**
   * Seconds from a sample that comes in to the same that goes out, were it not read from a file.
   */
  double latency() {
    Channel one = channels.get(0);
    return (double) Cleaner.latency(network.stft(), one.denoiser.ahead()) / network.rate()
        + (double) one.in.ahead() / format.rate()
        + (double) one.out.ahead() / network.rate();
  }

  /** Cleans a file; returns how many samples had to be limited. */
  long clean(WavReader reader, Path target) throws IOException {
    float[][] piece = new float[format.channels()][PIECE];
    try (WavWriter writer = new WavWriter(target, format)) {
      long left = reader.frames();
      for (int n = reader.read(piece); n > 0; n = reader.read(piece)) {
        left -= write(writer, piece, n, left);
      }
      Arrays.stream(piece).forEach(silence -> Arrays.fill(silence, 0));
      while (left > 0) { // what is still on its way
        left -= write(writer, piece, PIECE, left);
      }
      writer.finish();
      return writer.limited();
    }
  }

  private int write(WavWriter writer, float[][] piece, int n, long left) throws IOException {
    float[][] out = new float[piece.length][];
    for (int c = 0; c < piece.length; c++) {
      out[c] = channels.get(c).next(piece[c], n);
    }
    int count = (int) Math.min(left, out[0].length);
    writer.write(out, count);
    return count;
  }

  @Override
  public void close() {
    channels.forEach(channel -> channel.denoiser.close());
  }

  /** One channel: to the network's rate, through it hop by hop, and back. */
  private final class Channel {
    final Denoiser denoiser;
    final Resampler in = new Resampler(format.rate(), network.rate());
    final Resampler out = new Resampler(network.rate(), format.rate());
    private final Cleaner cleaner;
    private final float[] hop = new float[network.hop()];
    private int filled;
    private int early; // samples that come out before the first one that went in

    Channel(Denoiser denoiser) {
      this.denoiser = denoiser;
      this.cleaner = new Cleaner(network.stft(), denoiser);
      this.early = Cleaner.delay(network.stft(), denoiser.ahead());
    }

    float[] next(float[] samples, int n) {
      float[] heard = in.next(samples, n);
      float[] cleaned = new float[filled + heard.length];
      int count = 0;
      for (float x : heard) {
        hop[filled++] = x;
        if (filled == hop.length) {
          filled = 0;
          float[] done = cleaner.next(hop);
          int skipped = Math.min(early, done.length);
          early -= skipped;
          System.arraycopy(done, skipped, cleaned, count, done.length - skipped);
          count += done.length - skipped;
        }
      }
      return out.next(cleaned, count);
    }
  }
}
