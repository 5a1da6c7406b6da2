package org.vivarium.layers;

import org.tensorflow.Operand;
import org.tensorflow.op.nn.SparseSoftmaxCrossEntropyWithLogits;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Value;

/** What predictions cost, as a mean over the batch; arithmetic and defaults are PyTorch's. */
public final class Losses {
  private Losses() {}

  /**
   * Softmax cross-entropy.
   *
   * @param logits {@code [batch, classes]}
   * @param labels {@code [batch]}
   */
  public static Value crossEntropy(Value logits, Operand<TInt32> labels) {
    return crossEntropy(logits, oneHot(logits, labels));
  }

  /**
   * Softmax cross-entropy against distributions.
   *
   * @param targets {@code [batch, classes]}; each row sums to 1
   */
  public static Value crossEntropy(Value logits, Value targets) {
    return each(logits, targets).mean();
  }

  /**
   * Softmax cross-entropy with label smoothing (Szegedy et al. 2015) and a weight for each class;
   * the mean is over the weights of the labels, as in PyTorch.
   *
   * @param smoothing the share of the label that is spread over all classes
   */
  public static Value crossEntropy(
      Value logits, Operand<TInt32> labels, float smoothing, float[] classWeights) {
    Value label = oneHot(logits, labels);
    long classes = logits.dim(-1);
    if (classWeights.length != classes) {
      throw new IllegalArgumentException(
          "there are " + classes + " classes and " + classWeights.length + " class weights");
    }
    float total = 0;
    for (float w : classWeights) {
      total += w;
    }
    Value weights = logits.of(logits.tf().constant(classWeights));
    Value weight = label.times(weights).sum(1); // [batch]
    Value right = each(logits, label).times(weight).sum();
    Value spread = label.times(0).plus(weights.over(total)); // each row sums to 1
    Value wrong = each(logits, spread).times(total / classes).sum();
    return right.times(1 - smoothing).plus(wrong.times(smoothing)).over(weight.sum());
  }

  /**
   * Softmax cross-entropy of each row, without a matrix of labels: for many classes, as the tokens
   * of a vocabulary are.
   *
   * @param logits {@code [rows, classes]}
   * @param labels {@code [rows]}
   * @return {@code [rows]}
   */
  public static Value sparseCrossEntropy(Value logits, Operand<TInt32> labels) {
    // the op knows its gradient, but TensorFlow's C++ has none for it: it is put there by a sum
    // that has this gradient, less the same sum without any
    var op = SparseSoftmaxCrossEntropyWithLogits.create(logits.tf().scope(), logits, labels);
    Value sum = logits.times(logits.of(op.backprop()).frozen()).sum(1);
    return logits.of(op.loss()).frozen().plus(sum.minus(sum.frozen()));
  }

  /** Rows of 0 and 1, moved towards the uniform distribution. */
  public static Value smoothed(Value targets, float smoothing) {
    return targets.times(1 - smoothing).plus(smoothing / targets.dim(-1));
  }

  /**
   * Binary cross-entropy of logits, written so that it does not overflow.
   *
   * @param targets 0 to 1, of the same shape
   */
  public static Value binaryCrossEntropy(Value logits, Value targets) {
    return binaryCrossEntropies(logits, targets).mean();
  }

  static Value binaryCrossEntropies(Value logits, Value targets) {
    return logits.relu().minus(logits.times(targets)).plus(logits.abs().negative().exp().log1p());
  }

  /** Mean squared error. */
  public static Value meanSquaredError(Value predictions, Value targets) {
    return predictions.minus(targets).square().mean();
  }

  /** Mean absolute error. */
  public static Value meanAbsoluteError(Value predictions, Value targets) {
    return predictions.minus(targets).abs().mean();
  }

  /**
   * The pinball loss, lowest where each prediction is the quantile of its level (Koenker and
   * Bassett 1978).
   *
   * @param predictions {@code [..., levels]}
   * @param targets {@code [...]}
   * @param levels from 0 to 1, exclusive
   */
  public static Value pinball(Value predictions, Value targets, float[] levels) {
    var tf = predictions.tf();
    Value level = predictions.of(tf.constant(levels));
    Value error = predictions.of(tf.expandDims(targets, tf.constant(-1))).minus(predictions);
    return error.times(level).maximum(error.times(level.minus(1))).mean();
  }

  /** Squared up to {@code delta}, linear beyond it (Huber 1964). */
  public static Value huber(Value predictions, Value targets, float delta) {
    Value error = predictions.minus(targets).abs();
    Value small = error.minimum(error.of(delta));
    return small.square().times(.5f).plus(error.minus(small).times(delta)).mean();
  }

  /** The share of rows whose largest logit is the label's. */
  public static Value accuracy(Value logits, Operand<TInt32> labels) {
    var tf = logits.tf();
    var predicted = tf.math.argMax(logits, tf.constant(-1), TInt32.class);
    return logits.of(tf.dtypes.cast(tf.math.equal(predicted, labels), TFloat32.class)).mean();
  }

  /** {@code [batch, classes]} of 0 and 1, as many classes as there are logits. */
  public static Value oneHot(Value logits, Operand<TInt32> labels) {
    var tf = logits.tf();
    var depth = tf.constant(Math.toIntExact(logits.dim(-1)));
    return logits.of(tf.oneHot(labels, depth, tf.constant(1f), tf.constant(0f)));
  }

  private static Value each(Value logits, Value targets) {
    return logits.of(logits.tf().nn.softmaxCrossEntropyWithLogits(logits, targets).loss());
  }
}
