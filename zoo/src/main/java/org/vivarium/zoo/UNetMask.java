package org.vivarium.zoo;

import java.util.List;
import java.util.Map;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/**
 * A mask over a spectrogram by a U-Net (Jansson et al., "Singing voice separation with deep U-Net
 * convolutional networks", 2017): 1,942,289 parameters at width 16 and depth 4. Unlike the paper's
 * it is {@link UNet}: two convolutions at each level, and pooling in place of strides. It sees
 * frames before and after the one it is to clean. The last frequency, which would make their number
 * odd, is treated as the one below it.
 *
 * @param width filters of the first level; each level has twice as many
 * @param depth how many times the spectrogram is halved: time and frequencies but the last are
 *     multiples of {@code 2^depth}
 */
public record UNetMask(int width, int depth) implements Layer {
  private static final float MIDDLE = 2; // speech has powers around a hundredth
  private static final float SPREAD = .5f;

  /**
   * Scores whose sigmoid is the mask, {@code [batch, time, bins]}.
   *
   * @param logPower logarithms, to base 10, of the squared magnitudes, {@code [batch, time, bins]}
   */
  @Override
  public Value build(Net net, Value logPower) {
    long time = logPower.dim(1);
    int even = Math.toIntExact(logPower.dim(2) - 1);
    Value x = columns(logPower, 0, even).plus(MIDDLE).times(SPREAD);
    Value image = x.reshape(-1, time, even, 1);
    Value scores = new UNet(1, width, depth).build(net, image).reshape(-1, time, even);
    return Value.concat(2, List.of(scores, columns(scores, even - 1, 1)));
  }

  private static Value columns(Value x, int from, int count) {
    var tf = x.tf();
    return x.of(
        tf.slice(x, tf.constant(new int[] {0, 0, from}), tf.constant(new int[] {-1, -1, count})));
  }

  /** {@code log_power}, {@code [batch, time, bins]}, to {@code scores} of the same shape. */
  public Model model(int time, int bins) {
    return Model.of(Model.Input.floats("log_power", time, bins), "scores", this);
  }

  /** The same, to {@code mask}, 0 to 1. */
  public Model served(int time, int bins) {
    return new Model(
        List.of(Model.Input.floats("log_power", time, bins)),
        (net, in) -> Map.of("mask", build(net, in.floats("log_power")).sigmoid()));
  }
}
