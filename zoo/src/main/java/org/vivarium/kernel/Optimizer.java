package org.vivarium.kernel;

import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.train.ApplyMomentum;

/**
 * How gradients move parameters: a rule, a learning rate, and what is done to the gradients first.
 * The defaults and the arithmetic are PyTorch's.
 *
 * @param rule what is made of one gradient
 * @param rate the learning rate by number of steps so far
 * @param l1 adds {@code l1 * sign(weight)} to the gradient of matrices and kernels
 * @param l2 adds {@code l2 * weight} to the gradient of matrices and kernels; biases and norms are
 *     left alone
 * @param decay decoupled weight decay (Loshchilov and Hutter 2017): matrices and kernels shrink by
 *     {@code rate * decay} with each step
 * @param clipNorm the loss's gradients, without the penalties above, are scaled down together when
 *     their global norm is above this; 0 is off
 * @param factors what the rate is multiplied by for the parameters under a path; the longest such
 *     path counts
 */
public record Optimizer(
    Rule rule,
    Tracker rate,
    float l1,
    float l2,
    float decay,
    float clipNorm,
    Map<String, Float> factors) {
  public Optimizer {
    factors = Map.copyOf(factors);
    if (!(l1 >= 0 && l2 >= 0 && decay >= 0 && clipNorm >= 0)) {
      throw new IllegalArgumentException(
          "l1 "
              + l1
              + ", l2 "
              + l2
              + ", weight decay "
              + decay
              + " and clip norm "
              + clipNorm
              + " must not be negative");
    }
  }

  /** Plain gradient descent. */
  public static Optimizer sgd(Tracker rate) {
    return of(new Sgd(0, false), rate);
  }

  /** Gradient descent with momentum (Polyak 1964). */
  public static Optimizer momentum(Tracker rate, float momentum) {
    return of(new Sgd(momentum, false), rate);
  }

  /** Nesterov's momentum, in the form of Sutskever et al. 2013. */
  public static Optimizer nesterov(Tracker rate, float momentum) {
    return of(new Sgd(momentum, true), rate);
  }

  /** Duchi et al. 2011. */
  public static Optimizer adaGrad(Tracker rate) {
    return of(new AdaGrad(1e-10f), rate);
  }

  /** Hinton 2012. */
  public static Optimizer rmsProp(Tracker rate) {
    return of(new RmsProp(.99f, 1e-8f), rate);
  }

  /** Kingma and Ba 2014. */
  public static Optimizer adam(Tracker rate) {
    return of(new Adam(.9f, .999f, 1e-8f), rate);
  }

  /** Adam with decoupled weight decay (Loshchilov and Hutter 2017). */
  public static Optimizer adamW(Tracker rate, float decay) {
    return adam(rate).decay(decay);
  }

  public static Optimizer of(Rule rule, Tracker rate) {
    return new Optimizer(rule, rate, 0, 0, 0, 0, Map.of());
  }

  public Optimizer l1(float l1) {
    return new Optimizer(rule, rate, l1, l2, decay, clipNorm, factors);
  }

  public Optimizer l2(float l2) {
    return new Optimizer(rule, rate, l1, l2, decay, clipNorm, factors);
  }

  public Optimizer decay(float decay) {
    return new Optimizer(rule, rate, l1, l2, decay, clipNorm, factors);
  }

  public Optimizer clipNorm(float clipNorm) {
    return new Optimizer(rule, rate, l1, l2, decay, clipNorm, factors);
  }

  /** The same with the parameters under a path learning at {@code factor} times the rate. */
  public Optimizer at(String path, float factor) {
    if (!(factor >= 0 && factor < Float.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(
          "the learning rate of '" + path + "' cannot be " + factor + " times that of the others");
    }
    Map<String, Float> more = new HashMap<>(factors);
    more.put(path, factor);
    return new Optimizer(rule, rate, l1, l2, decay, clipNorm, more);
  }

  private float factor(Param param) {
    return factors.keySet().stream()
        .filter(path -> Param.under(path, param.path()))
        .max(Comparator.comparingInt(String::length))
        .map(factors::get)
        .orElse(1f);
  }

  /** The updates of all parameters; {@code gated} writes ops that run after every gradient. */
  List<Op> updates(Ops tf, Ops gated, State state, List<Param> params, List<Value> gradients) {
    List<Value> grads = penalised(params, clipped(gradients));
    Map<Float, Pace> paces = new HashMap<>();
    Rule.Update update = rule.prepare(tf, state);
    List<Op> ops = new ArrayList<>();
    for (int i = 0; i < params.size(); i++) {
      Param p = params.get(i);
      Pace pace = paces.computeIfAbsent(factor(p), f -> pace(state, f));
      Ops at = gated;
      if (decay > 0 && p.decays()) {
        var smaller = gated.math.mul(p.variable(), pace.keep);
        // no weight shrinks while its own penalty still reads it
        Op shrunk = gated.withControlDependencies(grads.get(i)).assign(p.variable(), smaller);
        at = gated.withControlDependencies(shrunk);
      }
      ops.add(update.of(at, p, pace.rate, grads.get(i)));
    }
    return ops;
  }

  /** A learning rate, and the share of a weight that decay leaves of it. */
  private record Pace(Value rate, Value keep) {}

  private Pace pace(State state, float factor) {
    Value own = factor == 1 ? state.rate() : state.rate().times(factor);
    return new Pace(own, own.times(-decay).plus(1));
  }

  private List<Value> penalised(List<Param> params, List<Value> gradients) {
    List<Value> out = new ArrayList<>(gradients);
    for (int i = 0; i < out.size(); i++) {
      if (params.get(i).decays()) {
        Value grad = out.get(i);
        Value weight = grad.of(params.get(i).variable());
        grad = l2 > 0 ? grad.plus(weight.times(l2)) : grad;
        out.set(i, l1 > 0 ? grad.plus(weight.sign().times(l1)) : grad);
      }
    }
    return out;
  }

  private List<Value> clipped(List<Value> gradients) {
    if (clipNorm == 0) {
      return gradients;
    }
    List<Value> squares = gradients.stream().map(g -> g.square().sum()).toList();
    Value norm = squares.stream().reduce(Value::plus).orElseThrow().sqrt();
    Value scale = norm.of(clipNorm).over(norm.plus(1e-6f)).minimum(norm.of(1));
    return gradients.stream().map(g -> g.times(scale)).toList();
  }

  /** What a rule may use: the fed scalars of the step, and variables of its own. */
  interface State {
    /** The learning rate of this step. */
    Value rate();

    /** The number of this step, counted from 1. */
    Value step();

    /** A variable of the optimizer in the shape of a parameter, zero at first. */
    Value slot(String name, Param param);
  }

  /** The arithmetic of one optimizer. */
  public sealed interface Rule {
    /** Makes what all parameters share. */
    Update prepare(Ops tf, State state);

    /** Moves one parameter. */
    interface Update {
      Op of(Ops gated, Param param, Value rate, Value gradient);
    }
  }

  /** {@code v = momentum v + g; p -= rate v}, or Nesterov's {@code p -= rate (g + momentum v)}. */
  public record Sgd(float momentum, boolean nesterov) implements Rule {
    public Sgd {
      if (!(momentum >= 0 && momentum < 1)) {
        throw new IllegalArgumentException(
            "momentum is " + momentum + "; it must be from 0 to below 1");
      }
    }

    @Override
    public Update prepare(Ops tf, State state) {
      var mu = tf.constant(momentum);
      return (gated, p, rate, g) ->
          momentum == 0
              ? gated.train.applyGradientDescent(p.variable(), rate, g)
              : gated.train.applyMomentum(
                  p.variable(),
                  state.slot("momentum_buffer", p).node(),
                  rate,
                  g,
                  mu,
                  ApplyMomentum.useNesterov(nesterov));
    }
  }

  /** {@code s += g^2; p -= rate g / (sqrt(s) + epsilon)}. */
  public record AdaGrad(float epsilon) implements Rule {
    @Override
    public Update prepare(Ops tf, State state) {
      var eps = tf.constant(epsilon);
      return (gated, p, rate, g) ->
          gated.train.applyAdagradV2(p.variable(), state.slot("sum", p).node(), rate, eps, g);
    }
  }

  /**
   * {@code s = alpha s + (1 - alpha) g^2; p -= rate g / (sqrt(s) + epsilon)}. Written out, because
   * TensorFlow's own op has epsilon under the root.
   */
  public record RmsProp(float alpha, float epsilon) implements Rule {
    @Override
    public Update prepare(Ops tf, State state) {
      return (gated, p, rate, g) -> {
        var slot = state.slot("square_avg", p).node();
        Value gradient = new Value(gated, g);
        Value old = new Value(gated, gated.identity(slot));
        Value average = old.times(alpha).plus(gradient.square().times(1 - alpha));
        Value stored = new Value(gated, gated.assign(slot, average));
        Value move = gradient.times(rate).over(stored.sqrt().plus(epsilon));
        return gated.assignSub(p.variable(), move);
      };
    }
  }

  /**
   * Adam with bias correction. TensorFlow's op adds epsilon before the correction, PyTorch after
   * it: the epsilon handed to the op is corrected here, so that the result is PyTorch's.
   */
  public record Adam(float beta1, float beta2, float epsilon) implements Rule {
    @Override
    public Update prepare(Ops tf, State state) {
      var b1 = tf.constant(beta1);
      var b2 = tf.constant(beta2);
      var power1 = tf.math.pow(b1, state.step());
      var power2 = tf.math.pow(b2, state.step());
      Value eps = new Value(tf, power2).negative().plus(1).sqrt().times(epsilon);
      return (gated, p, rate, g) ->
          gated.train.applyAdam(
              p.variable(),
              state.slot("exp_avg", p).node(),
              state.slot("exp_avg_sq", p).node(),
              power1,
              power2,
              rate,
              b1,
              b2,
              eps,
              g);
    }
  }
}
