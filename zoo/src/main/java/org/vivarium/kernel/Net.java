package org.vivarium.kernel;

import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.random.StatelessRandomNormal;
import org.tensorflow.op.random.StatelessRandomUniform;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/**
 * One pass over a network while its graph is written: where we are, and whether this pass will be
 * trained.
 */
public final class Net {
  private final Program program;
  private final Ops tf;
  private final String path;
  private final Paths training;
  private final int pass;
  private final Set<String> built;
  private final Map<String, Integer> draws;

  Net(
      Program program,
      Ops tf,
      String path,
      Paths training,
      int pass,
      Set<String> built,
      Map<String, Integer> draws) {
    this.program = program;
    this.tf = tf;
    this.path = path;
    this.training = training;
    this.pass = pass;
    this.built = built;
    this.draws = draws;
  }

  /** The ops of TensorFlow, named after the present path. */
  public Ops tf() {
    return tf;
  }

  /** Whether dropout drops and batch norm looks at the batch; not where this pass is frozen. */
  public boolean training() {
    return training.hold(path);
  }

  /** The same pass, one name deeper; the name may hold dots. */
  public Net at(String name) {
    return new Net(program, tf.withSubScope(name), join(name), training, pass, built, draws);
  }

  public Value value(Operand<TFloat32> x) {
    return new Value(tf, x);
  }

  /** A trained parameter whose axes are PyTorch's. */
  public Value weight(String name, Init init, long... shape) {
    return weight(name, Layout.PLAIN, init, shape);
  }

  /** A trained parameter; {@code shape} is in our axis order. */
  public Value weight(String name, Layout layout, Init init, long... shape) {
    return param(name, layout, init, true, shape);
  }

  /** A tensor that is saved with the network but not trained, such as a moving average. */
  public Value buffer(String name, Init init, long... shape) {
    return param(name, Layout.PLAIN, init, false, shape);
  }

  /** Standard normal noise in the shape of {@code x}, new with each step. */
  public Value normalLike(Value x) {
    return normal(tf.shape(x));
  }

  /** Standard normal noise of a known shape, new with each step. */
  public Value normal(int... shape) {
    return normal(tf.constant(shape));
  }

  /** Noise between 0 and 1 in the shape of {@code x}, new with each step. */
  public Value uniformLike(Value x) {
    return value(StatelessRandomUniform.create(tf.scope(), tf.shape(x), nextSeed(), TFloat32.class))
        .frozen();
  }

  /**
   * With every training step whose loss depends on {@code cause}, sets a buffer of this path to
   * what {@code next} makes of it.
   */
  public void onStep(String buffer, Operand<TFloat32> cause, UnaryOperator<Value> next) {
    program.addUpdate(join(buffer), cause, next);
  }

  /**
   * Notes that the rows {@code [batch, channels * pixels]} are images in PyTorch's order (channel,
   * row, column), so that weights made for another order can be turned.
   */
  public Value flattened(Value rows, long channels) {
    program.addFlattened(rows, channels);
    return rows;
  }

  private Value normal(Operand<TInt32> shape) {
    return value(StatelessRandomNormal.create(tf.scope(), shape, nextSeed(), TFloat32.class))
        .frozen(); // the op has no gradient
  }

  /** Each draw of each path in each pass has a stream of its own, and a number per step. */
  private Operand<TInt32> nextSeed() {
    int draw = draws.merge(path, 1, Integer::sum);
    return program.randomSeed(tf, path + "#" + draw + "@" + pass);
  }

  private Value param(String name, Layout layout, Init init, boolean trained, long... shape) {
    String full = join(name);
    if (!built.add(full)) {
      throw new IllegalStateException(
          "'"
              + full
              + "' is built twice in one pass: name the layers apart, or start a second pass to"
              + " share it");
    }
    Param param = program.param(full, layout, init, trained, shape);
    return value(tf.identity(param.variable())); // a plain read: some gradients refuse references
  }

  private String join(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
