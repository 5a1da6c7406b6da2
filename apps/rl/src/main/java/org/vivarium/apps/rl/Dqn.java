package org.vivarium.apps.rl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;
import org.vivarium.rl.Decay;
import org.vivarium.rl.Minibatch;
import org.vivarium.rl.ReplayBuffer;
import org.vivarium.rl.Returns;
import org.vivarium.rl.Worlds;

/**
 * Deep Q-learning (Mnih et al., "Human-level control through deep reinforcement learning", 2015): a
 * network learns what actions are worth from transitions drawn out of a memory; what comes after is
 * valued by a copy of it that is older. Options: double (van Hasselt et al. 2016), dueling (Wang et
 * al. 2016), n-step returns, prioritised replay (Schaul et al. 2016).
 */
final class Dqn implements AutoCloseable {
  private static final double PRIORITY = .6; // the exponents of Schaul et al.
  private static final double FIRST_CORRECTION = .4;
  private static final float LONGEST_GRADIENT = 10;
  private static final int SELDOM = 4; // steps between updates, for a copy to be worth it
  private static final String ONLINE = "online";
  private static final String TARGET = "target";

  private final Config config;
  private final Config.Replaying how;
  private final Program program;
  private final Nets nets;
  private final Value q; // [batch, actions]
  private final Value errors; // [batch]
  private final Step train;
  private final Step renew;
  private final boolean copied;
  private Perceptron copy; // of the online network, until it is updated
  private float left = 1; // share of the steps that are to come

  Dqn(Config config, int seed) {
    this.config = config;
    this.how = config.replaying();
    this.copied = how.every() >= SELDOM && Perceptron.suits(config.network());
    this.program = new Program(seed);
    try {
      this.nets = new Nets(program, config.network());
      Value observation = nets.input("observation");
      Value successor = nets.input("successor");
      Value reward = program.floats("reward", -1);
      Value discount = program.floats("discount", -1);
      Value weight = program.floats("weight", -1);
      var action = program.input("action", TInt32.class, -1);

      this.q = nets.values(ONLINE, observation);
      Value after = nets.values(TARGET, successor);
      Value best = how.twice() ? chosen(after, nets.values(ONLINE, successor)) : after.max(1);
      Value target = reward.plus(discount.times(best)).frozen();
      Value taken = q.times(Losses.oneHot(q, action)).sum(1);
      this.errors = taken.minus(target); // [batch]
      Value small = errors.abs().minimum(errors.of(1)); // Huber's loss, row by row
      Value costs = small.square().times(.5f).plus(errors.abs().minus(small));
      float rate = (float) config.lr();
      Optimizer optimizer = Optimizer.adam(done -> rate * left).clipNorm(LONGEST_GRADIENT);
      this.train =
          program
              .minimize("train", costs.times(weight).mean(), optimizer, ONLINE)
              .reporting("value", taken.mean());
      this.renew = program.copy(ONLINE, TARGET);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** What the target network makes of the actions that the online network would choose. */
  private static Value chosen(Value values, Value choosers) {
    Ops tf = values.tf();
    var best = tf.math.argMax(choosers, tf.constant(1), TInt32.class);
    return values.times(Losses.oneHot(values, best)).sum(1);
  }

  /** The algorithm. */
  void learn(int seed, Diary diary) {
    Worlds world = new Worlds(config.env(), 1, seed);
    int size = world.spec().size();
    int actions = world.spec().actions().size();
    ReplayBuffer memory =
        how.prioritised()
            ? ReplayBuffer.prioritised(how.memory(), size, PRIORITY)
            : ReplayBuffer.uniform(how.memory(), size);
    Returns transitions = new Returns(how.horizon(), config.discount(), memory);
    Minibatch batch = Minibatch.of(how.batchSize(), size);
    Decay epsilon = new Decay(1, config.exploring().last(), config.exploring().steps());
    Decay correction = new Decay(FIRST_CORRECTION, 1, config.steps());
    Draws chance = new Draws(seed, "exploration");
    Draws draws = new Draws(seed, "memory");
    Policy greedy = nets.greedy(q);
    program.run(renew, Batch.EMPTY);

    for (int step = 1; step <= config.steps(); step++) {
      left = 1 - (step - 1f) / config.steps(); // the learning rate falls to zero
      float[] seen = world.observations().clone();
      boolean explores = chance.uniform() < epsilon.at(step);
      int action = explores ? chance.below(actions) : best(seen, greedy);
      world.step(action);
      transitions.add(
          seen,
          action,
          world.rewards()[0],
          world.successors(),
          world.terminated()[0],
          world.ended()[0]);
      if (step >= how.starts() && step % how.every() == 0) {
        for (int update = 0; update < how.updates(); update++) {
          memory.draw(draws, correction.at(step), batch);
          update(memory, batch, diary);
        }
      }
      if (step % how.target() == 0) {
        program.run(renew, Batch.EMPTY);
      }
      diary.episodes(step, world.finished());
      diary.reading("epsilon", epsilon.at(step));
      diary.look(step, greedy, () -> nets.weights(ONLINE));
    }
  }

  /** The greedy action; between updates that are far apart a copy of the network tells it. */
  private int best(float[] seen, Policy greedy) {
    if (!copied) {
      return greedy.act(new Policy.Seen(seen, 1))[0];
    }
    if (copy == null) {
      copy = Perceptron.of(nets.weights(ONLINE));
    }
    return copy.best(seen);
  }

  private void update(ReplayBuffer memory, Minibatch rows, Diary diary) {
    Map<String, Tensor> fed = new LinkedHashMap<>();
    fed.put("observation", nets.tensor(rows.observations()));
    fed.put("successor", nets.tensor(rows.successors()));
    fed.put("action", Nets.tensor(rows.actions()));
    fed.put("reward", Nets.vector(rows.rewards()));
    fed.put("discount", Nets.vector(rows.discounts()));
    fed.put("weight", Nets.vector(rows.weights()));
    try (Batch batch = new Batch(fed)) {
      if (how.prioritised()) {
        memory.errors(rows, program.compute(errors, batch).data());
      }
      program.run(train, batch).forEach(diary::reading);
    }
    copy = null;
  }

  @Override
  public void close() {
    program.close();
  }
}
