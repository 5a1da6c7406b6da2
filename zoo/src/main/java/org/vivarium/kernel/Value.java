package org.vivarium.kernel;

import java.util.List;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.core.Stack;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/**
 * A float operand that can be written as arithmetic. It is an {@link Operand}, so every op of
 * {@link #tf()} takes it; shapes are TensorFlow's own inference.
 */
public record Value(Ops tf, Operand<TFloat32> node) implements Operand<TFloat32> {
  @Override
  public Output<TFloat32> asOutput() {
    return node.asOutput();
  }

  @Override
  public Operation op() {
    return node.op();
  }

  /** Another operand of the same graph, as a value. */
  public Value of(Operand<TFloat32> other) {
    return new Value(tf, other);
  }

  /** A constant of the same graph. */
  public Value of(float c) {
    return of(tf.constant(c));
  }

  /**
   * The length of an axis, counted from the end when negative; -1 where the graph leaves it open.
   */
  public long dim(int axis) {
    return shape().get(axis);
  }

  @Override
  public int rank() {
    return shape().numDimensions();
  }

  public Value plus(Operand<TFloat32> y) {
    return of(tf.math.add(node, y));
  }

  public Value plus(float c) {
    return plus(tf.constant(c));
  }

  public Value minus(Operand<TFloat32> y) {
    return of(tf.math.sub(node, y));
  }

  public Value minus(float c) {
    return minus(tf.constant(c));
  }

  public Value times(Operand<TFloat32> y) {
    return of(tf.math.mul(node, y));
  }

  public Value times(float c) {
    return times(tf.constant(c));
  }

  public Value over(Operand<TFloat32> y) {
    return of(tf.math.div(node, y));
  }

  public Value over(float c) {
    return over(tf.constant(c));
  }

  public Value negative() {
    return of(tf.math.neg(node));
  }

  /** Matrix product over the last two axes; the axes before them are a batch. */
  public Value matmul(Operand<TFloat32> y) {
    return rank() == 2
        ? of(tf.linalg.matMul(node, y))
        : of(tf.train.batchMatMul(node, y, TFloat32.class));
  }

  /** This plus one number per last axis: faster than a broadcast sum, forward and backward. */
  public Value plusBias(Operand<TFloat32> bias) {
    return of(tf.nn.biasAdd(node, bias));
  }

  public Value exp() {
    return of(tf.math.exp(node));
  }

  public Value log() {
    return of(tf.math.log(node));
  }

  public Value log1p() {
    return of(tf.math.log1p(node));
  }

  public Value square() {
    return of(tf.math.square(node));
  }

  public Value sqrt() {
    return of(tf.math.sqrt(node));
  }

  public Value rsqrt() {
    return of(tf.math.rsqrt(node));
  }

  public Value abs() {
    return of(tf.math.abs(node));
  }

  public Value sign() {
    return of(tf.math.sign(node));
  }

  public Value erf() {
    return of(tf.math.erf(node));
  }

  public Value tanh() {
    return of(tf.math.tanh(node));
  }

  public Value sigmoid() {
    return of(tf.math.sigmoid(node));
  }

  public Value relu() {
    return of(tf.nn.relu(node));
  }

  public Value softplus() {
    return of(tf.math.softplus(node));
  }

  public Value maximum(Operand<TFloat32> y) {
    return of(tf.math.maximum(node, y));
  }

  public Value minimum(Operand<TFloat32> y) {
    return of(tf.math.minimum(node, y));
  }

  /** Softmax over the last axis. */
  public Value softmax() {
    return of(tf.nn.softmax(node));
  }

  public Value sum(int... axes) {
    return of(tf.reduceSum(node, tf.constant(axes)));
  }

  public Value sumKeep(int... axes) {
    return of(tf.reduceSum(node, tf.constant(axes), ReduceSum.keepDims(true)));
  }

  public Value max(int... axes) {
    return of(tf.reduceMax(node, tf.constant(axes)));
  }

  public Value maxKeep(int... axes) {
    return of(tf.reduceMax(node, tf.constant(axes), ReduceMax.keepDims(true)));
  }

  public Value mean(int... axes) {
    return of(tf.math.mean(node, tf.constant(axes)));
  }

  public Value meanKeep(int... axes) {
    return of(tf.math.mean(node, tf.constant(axes), Mean.keepDims(true)));
  }

  /** The mean over every element: what a loss is. */
  public Value mean() {
    return reshape(-1).mean(0);
  }

  /** The sum over every element. */
  public Value sum() {
    return reshape(-1).sum(0);
  }

  public Value reshape(long... shape) {
    return of(tf.reshape(node, tf.constant(shape)));
  }

  public Value transpose(int... axes) {
    return of(tf.linalg.transpose(node, tf.constant(axes)));
  }

  /** Values one after the other along an axis. */
  public static Value concat(int axis, List<Value> parts) {
    Ops tf = parts.get(0).tf;
    return new Value(tf, tf.concat(List.<Operand<TFloat32>>copyOf(parts), tf.constant(axis)));
  }

  /** Values of one shape along a new axis. */
  public static Value stack(int axis, List<Value> parts) {
    Ops tf = parts.get(0).tf;
    return new Value(tf, tf.stack(List.<Operand<TFloat32>>copyOf(parts), Stack.axis((long) axis)));
  }

  /** The parts of the first axis, which are as many. */
  public List<Value> unstack(long count) {
    return tf.unstack(node, count).output().stream().map(this::of).toList();
  }

  /**
   * The gradient of the sum of this with respect to another value, in that one's shape: a value
   * itself, whose gradient can be taken in turn, as a penalty on slopes needs it.
   */
  public Value gradient(Value x) {
    Graph graph = ((GraphOperation) op()).env();
    Value ones = of(tf.onesLike(node)).frozen(); // without it there is no second gradient
    Output<?>[] slopes =
        graph.addGradients(
            tf.scope().makeOpName("gradient"),
            new Output<?>[] {asOutput()},
            new Output<?>[] {x.asOutput()},
            new Output<?>[] {ones.asOutput()});
    return of(slopes[0].expect(TFloat32.class));
  }

  /** The same value, through which no gradient flows. */
  public Value frozen() {
    return of(tf.stopGradient(node));
  }
}
