package org.vivarium.apps.generative.restore;

import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** What is taken from an image before a network gives it back; pixels are in 0..1. */
enum Task {
  /** Nothing, but the network has a code of few numbers in its middle. */
  AUTOENCODER("autoencoder", "the mean training image") {
    @Override
    Value spoilt(Net net, Value image, RestoreConfig config) {
      return image;
    }
  },
  /** Normal noise is added. */
  DENOISE("denoise", "the noisy image") {
    @Override
    Value spoilt(Net net, Value image, RestoreConfig config) {
      Value noisy = image.plus(net.normalLike(image).times((float) config.noise()));
      return noisy.maximum(noisy.of(0)).minimum(noisy.of(1)); // as a picture file would hold it
    }
  },
  /** Pixels are averaged, and what is left enlarged again, bicubic (Keys 1981). */
  SUPERRESOLVE("superresolve", "bicubic enlargement") {
    @Override
    Value spoilt(Net net, Value image, RestoreConfig config) {
      int f = config.factor();
      List<Long> window = List.of(1L, (long) f, (long) f, 1L);
      return enlarged(image.of(net.tf().nn.avgPool(image, window, window, "VALID")), f);
    }

    @Override
    Value taken(Value image, RestoreConfig config) {
      return enlarged(image, config.factor());
    }
  },
  /** The colours are. */
  COLORIZE("colorize", "the grey image") {
    @Override
    Value spoilt(Net net, Value image, RestoreConfig config) {
      return grey(image);
    }

    @Override
    Value taken(Value image, RestoreConfig config) {
      return grey(image);
    }
  };

  private static final float[] LUMA = {.299f, .587f, .114f}; // ITU-R BT.601

  private final String verb;
  private final String floor;

  Task(String verb, String floor) {
    this.verb = verb;
    this.floor = floor;
  }

  /** As typed, such as {@code denoise}. */
  String verb() {
    return verb;
  }

  /** What it costs nothing to give back, in words. */
  String floor() {
    return floor;
  }

  /** What the network is shown of a clean image, as large as that. */
  abstract Value spoilt(Net net, Value image, RestoreConfig config);

  /** What it is shown of an image that is spoilt already. */
  Value taken(Value image, RestoreConfig config) {
    return image;
  }

  /** How many times larger the result is than the image that is given. */
  int factor(RestoreConfig config) {
    return this == SUPERRESOLVE ? config.factor() : 1;
  }

  /** In one channel. */
  private static Value grey(Value image) {
    return image.dim(-1) == 1 ? image : image.times(image.tf().constant(LUMA)).sumKeep(3);
  }

  private static Value enlarged(Value small, int factor) {
    var tf = small.tf();
    var sides = tf.slice(tf.shape(small), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
    Operand<TFloat32> large =
        tf.image.resizeBicubic(
            small, tf.math.mul(sides, tf.constant(factor)), ResizeBicubic.halfPixelCenters(true));
    Value all = small.of(large);
    return all.maximum(all.of(0)).minimum(all.of(1));
  }
}
