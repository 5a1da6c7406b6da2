package org.vivarium.layers;

import org.tensorflow.Operand;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** Where a vector stands in its series, added to it: {@code [batch, time, width]} to the same. */
public final class Positions {
  private Positions() {}

  /**
   * Sines in the even places and cosines in the odd ones, of wavelengths from 2 pi to 20,000 pi
   * (Vaswani et al. 2017).
   */
  public static Layer sinusoidal() {
    return (net, x) -> {
      float[][] waves = waves(Math.toIntExact(x.dim(1)), Math.toIntExact(x.dim(2)));
      return x.plus(net.tf().constant(waves));
    };
  }

  /**
   * The same for vectors that all stand at one place: {@code [batch, texts, width]} to the same.
   *
   * @param place a scalar, below {@code places}
   */
  public static Value sinusoidal(Value x, Operand<TInt32> place, int places) {
    var tf = x.tf();
    int width = Math.toIntExact(x.dim(2));
    var waves = tf.constant(waves(places, width));
    return x.plus(tf.gather(waves, place, tf.constant(0)));
  }

  /** A trained vector for each place: parameter {@code weight}, {@code [places, width]}. */
  public static Layer learned(String name, int places, Init init) {
    return (net, x) -> {
      if (x.dim(1) > places) {
        throw new IllegalArgumentException(
            "'%s' knows %d places, and %d are asked for".formatted(name, places, x.dim(1)));
      }
      Net n = net.at(name);
      var tf = n.tf();
      Value all = n.weight("weight", init, places, x.dim(2));
      int[] size = {Math.toIntExact(x.dim(1)), -1};
      return x.plus(tf.slice(all, tf.constant(new int[] {0, 0}), tf.constant(size)));
    };
  }

  private static float[][] waves(int places, int width) {
    float[][] waves = new float[places][width];
    for (int place = 0; place < places; place++) {
      for (int i = 0; i < width; i++) {
        double angle = place / Math.pow(10_000, (double) (i - i % 2) / width);
        waves[place][i] = (float) (i % 2 == 0 ? Math.sin(angle) : Math.cos(angle));
      }
    }
    return waves;
  }
}
