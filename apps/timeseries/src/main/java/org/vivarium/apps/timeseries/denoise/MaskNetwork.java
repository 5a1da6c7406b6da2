package org.vivarium.apps.timeseries.denoise;

import java.util.Map;
import org.vivarium.audio.Stft;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Described;
import org.vivarium.zoo.GruMask;
import org.vivarium.zoo.UNetMask;

/**
 * A mask network of the zoo and the frames that it hears: what it takes to build it again.
 *
 * @param rate samples per second
 * @param size samples in a frame
 * @param hop samples from frame to frame
 */
record MaskNetwork(
    String model, int rate, int size, int hop, int units, int layers, int width, int depth) {
  private static final String KEY = "denoising"; // in the metadata of weights
  private static final double FRAME = .04; // seconds; the next lower power of two is taken

  static MaskNetwork of(DenoiseConfig config) {
    int size = Integer.highestOneBit((int) (FRAME * config.rate()));
    return new MaskNetwork(
        config.model(),
        config.rate(),
        size,
        size / 2,
        config.units(),
        config.layers(),
        config.width(),
        config.depth());
  }

  /** The network that weights were trained in. */
  static MaskNetwork ofWeights(Weights weights) {
    return Described.read(
        weights,
        KEY,
        MaskNetwork.class,
        "network",
        "'denoise train'",
        network -> DenoiseConfig.MODELS.contains(network.model));
  }

  /** What weights and checkpoints keep, for {@link #ofWeights}. */
  Map<String, String> metadata() {
    return Map.of(KEY, Described.text(this));
  }

  Stft stft() {
    return new Stft(size, hop);
  }

  boolean recurrent() {
    return model.equals(DenoiseConfig.GRU);
  }

  GruMask gru() {
    return new GruMask(stft().bins(), units, layers, units);
  }

  UNetMask unet() {
    return new UNetMask(width, depth);
  }

  /** Frames of a mixture of so many seconds, as many as the network can take. */
  int frames(double seconds) {
    int frames = stft().frames((int) (seconds * rate));
    int multiple = recurrent() ? 1 : 1 << depth;
    return Math.max(1, frames / multiple) * multiple;
  }

  /** The mask, 0 to 1, of {@code [batch, frames, bins]}. */
  Value mask(Net net, Value logPower) {
    Value scores =
        recurrent() ? gru().next(net, logPower, null).scores() : unet().build(net, logPower);
    return scores.sigmoid();
  }

  /** What is exported, and what streams: a frame at a time, or a block of them. */
  Model served() {
    return recurrent() ? gru().step(1) : unet().served(UNetSuppressor.window(this), stft().bins());
  }

  /** Of a frame: what the network is fed. */
  static float logPower(float power) {
    return (float) Math.log10(power + DenoiseFitting.QUIET);
  }
}
