package org.vivarium.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Init;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Layout;
import org.vivarium.kernel.Net;
import org.vivarium.kernel.Value;

/** The words in which architectures are written; import them statically. */
public final class Layers {
  private Layers() {}

  /** Convolution with bias, stride 1 and half a kernel of padding. */
  public static Conv2d conv(String name, int filters, int kernel) {
    return new Conv2d(name, filters, kernel, 1, Padding.HALF, true, Init.he());
  }

  /** Depthwise convolution with bias, stride 1 and half a kernel of padding. */
  public static DepthwiseConv2d depthwiseConv(String name, int kernel) {
    return new DepthwiseConv2d(name, kernel, 1, Padding.HALF, true);
  }

  /** Transposed convolution with bias that doubles height and width. */
  public static TransposedConv2d transposedConv(String name, int filters, int kernel) {
    return new TransposedConv2d(name, filters, kernel, 2, true, Init.he());
  }

  /** Convolution over time with bias, dilation 1 and half a kernel of padding. */
  public static Conv1d conv1d(String name, int filters, int kernel) {
    return new Conv1d(name, filters, kernel, 1, Conv1d.Ends.BOTH, true);
  }

  /** One layer of a plain recurrent network, with tanh. */
  public static Recurrent rnn(String name, int units) {
    return new Recurrent(name, Cell.TANH, units, 1, false, 0);
  }

  /** One layer of long short-term memory. */
  public static Recurrent lstm(String name, int units) {
    return new Recurrent(name, Cell.LSTM, units, 1, false, 0);
  }

  /** One layer of gated recurrent units. */
  public static Recurrent gru(String name, int units) {
    return new Recurrent(name, Cell.GRU, units, 1, false, 0);
  }

  /** A vector for each token, at first of standard normal numbers. */
  public static Embedding embedding(String name, int vocabulary, int width) {
    return new Embedding(name, vocabulary, width, -1, Init.normal(1));
  }

  public static Dense dense(String name, int units) {
    return new Dense(name, units, true, Init.he(), Layout.MATRIX);
  }

  public static BatchNorm batchNorm(String name) {
    return new BatchNorm(name, .1f, 1e-5f, true);
  }

  public static LayerNorm layerNorm(String name) {
    return new LayerNorm(name, 1e-5f);
  }

  public static Dropout dropout(float rate) {
    return new Dropout(rate);
  }

  /** Classes {@code [batch]} as rows {@code [batch, classes]} of 0 and a single 1. */
  public static Value oneHot(Net net, Operand<TInt32> labels, int classes) {
    var tf = net.tf();
    return net.value(tf.oneHot(labels, tf.constant(classes), tf.constant(1f), tf.constant(0f)));
  }

  /** {@code body(x) + shortcut(x)}. */
  public static Layer residual(Layer body, Layer shortcut) {
    return (net, x) -> body.build(net, x).plus(shortcut.build(net, x));
  }

  /** The value as it came. */
  public static Layer identity() {
    return (net, x) -> x;
  }

  /**
   * All numbers of an example in one row, images in PyTorch's order (channel, row, column), so that
   * the weights of the next layer can be exchanged.
   */
  public static Layer flatten() {
    return (net, x) ->
        x.rank() == 4
            ? net.flattened(x.transpose(0, 3, 1, 2).reshape(-1, x.shape().tail().size()), x.dim(-1))
            : x.reshape(-1, x.shape().tail().size());
  }

  /**
   * What {@link #flatten} does, undone: rows to images {@code [batch, height, width, channels]}.
   */
  public static Layer unflatten(int height, int width, int channels) {
    return (net, x) -> x.reshape(-1, channels, height, width).transpose(0, 2, 3, 1);
  }

  /** Zeros around an image. */
  public static Layer pad(int width) {
    return pad(width, 0);
  }

  /** One number around an image, {@code width} rows and columns on every side. */
  public static Layer pad(int width, float number) {
    int[][] sides = {{0, 0}, {width, width}, {width, width}, {0, 0}};
    return (net, x) -> x.of(net.tf().pad(x, net.tf().constant(sides), net.tf().constant(number)));
  }

  /** The image mirrored at its edges, the edge itself not repeated. */
  public static Layer reflectPad(int width) {
    int[][] sides = {{0, 0}, {width, width}, {width, width}, {0, 0}};
    return (net, x) -> x.of(net.tf().mirrorPad(x, net.tf().constant(sides), "REFLECT"));
  }

  /** Enlarges an image by repeating pixels. */
  public static Layer upsampleNearest(int factor) {
    return (net, x) ->
        x.of(
            net.tf()
                .image
                .resizeNearestNeighbor(
                    x, enlarged(net, x, factor), ResizeNearestNeighbor.halfPixelCenters(true)));
  }

  /** Enlarges an image bilinearly, as PyTorch does with {@code align_corners=False}. */
  public static Layer upsampleBilinear(int factor) {
    return (net, x) ->
        x.of(
            net.tf()
                .image
                .resizeBilinear(
                    x, enlarged(net, x, factor), ResizeBilinear.halfPixelCenters(true)));
  }

  /**
   * {@code (x - mean) / std} per channel, inside the graph, so that callers pass plain pixels.
   *
   * @param mean of each channel, in the units of {@code x}
   */
  public static Layer normalise(float[] mean, float[] std) {
    float[] scale = new float[std.length];
    float[] shift = new float[std.length];
    for (int i = 0; i < std.length; i++) {
      scale[i] = 1 / std[i];
      shift[i] = -mean[i] / std[i];
    }
    return (net, x) -> x.times(net.tf().constant(scale)).plusBias(net.tf().constant(shift));
  }

  /** Height and width times the factor, known while the graph is written or not. */
  private static Operand<TInt32> enlarged(Net net, Value x, int factor) {
    var tf = net.tf();
    if (x.dim(1) < 0 || x.dim(2) < 0) {
      var sides = tf.slice(tf.shape(x), tf.constant(new int[] {1}), tf.constant(new int[] {2}));
      return tf.math.mul(sides, tf.constant(factor));
    }
    return tf.constant(
        new int[] {Math.toIntExact(x.dim(1) * factor), Math.toIntExact(x.dim(2) * factor)});
  }
}
