package org.vivarium.apps.rl;

import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;

/**
 * A policy and the value of states, in a program with the step that both REINFORCE and A2C lower:
 * the policy gradient with a baseline (Williams 1992). They differ in what they take for the return
 * and the advantage.
 */
final class ActorCritic implements AutoCloseable {
  private static final float VALUE_SHARE = .5f;
  private static final float LONGEST_GRADIENT = .5f;

  private final Program program;
  private final Nets nets;
  private final Value logits; // [batch, actions]
  private final Value value; // [batch]
  private final Step train;
  private float left = 1; // share of the steps that are to come

  ActorCritic(Config config, int seed) {
    this.program = new Program(seed);
    try {
      this.nets = new Nets(program, config.network());
      Map<String, Value> outputs = nets.outputs("", nets.input(Network.INPUT));
      this.logits = outputs.get(Network.LOGITS);
      this.value = outputs.get(Network.VALUE).reshape(-1);
      Operand<TInt32> action = program.input("action", TInt32.class, -1);
      Value advantage = program.floats("advantage", -1);
      Value target = program.floats("target", -1);

      Value surprise = Losses.sparseCrossEntropy(logits, action); // -log of the policy, [batch]
      Value policy = surprise.times(advantage).mean();
      Value critic = value.minus(target).square().mean();
      Value entropy = entropy(logits);
      Value loss =
          policy
              .plus(critic.times(VALUE_SHARE))
              .minus(entropy.times((float) config.rolling().entropy()));
      float rate = (float) config.lr();
      Optimizer optimizer = Optimizer.adam(done -> rate * left).clipNorm(LONGEST_GRADIENT);
      this.train =
          program
              .minimize("train", loss, optimizer, "")
              .reporting("entropy", entropy)
              .reporting("value", value.mean());
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** How undecided the policy is, in nats: the mean over the batch. */
  private static Value entropy(Value logits) {
    Value shifted = logits.minus(logits.maxKeep(1).frozen());
    Value logs = shifted.minus(shifted.exp().sumKeep(1).log());
    return logs.exp().times(logs).sum(1).mean().negative();
  }

  /**
   * What was done in several worlds.
   *
   * @param values of the states that it was done in
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Acted(int[] actions, float[] values) {}

  /** Draws an action for each row from the policy: one session run. */
  Acted act(float[] observations, Draws draws) {
    try (Batch batch = new Batch(Map.of(Network.INPUT, nets.tensor(observations)));
        Result result = program.fetch(List.of(logits, value), batch)) {
      float[] scores = floats((TFloat32) result.get(0));
      float[] values = floats((TFloat32) result.get(1));
      int[] actions = new int[values.length];
      int columns = scores.length / values.length;
      for (int row = 0; row < actions.length; row++) {
        actions[row] = draw(scores, row * columns, columns, draws);
      }
      return new Acted(actions, values);
    }
  }

  private static int draw(float[] logits, int at, int count, Draws draws) {
    double most = Double.NEGATIVE_INFINITY;
    int drawn = 0;
    for (int a = 0; a < count; a++) {
      // the largest of logits with Gumbel noise is a draw from their softmax
      double noisy = logits[at + a] - Math.log(-Math.log(1 - draws.uniform()));
      if (noisy > most) {
        most = noisy;
        drawn = a;
      }
    }
    return drawn;
  }

  private static float[] floats(TFloat32 tensor) {
    float[] numbers = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(numbers));
    return numbers;
  }

  /** What states are worth. */
  float[] values(float[] observations) {
    return nets.computed(value, new Policy.Seen(observations, 0));
  }

  /** Lets the learning rate fall: this share of all steps is still to come. */
  void left(double share) {
    left = (float) Math.max(0, share);
  }

  /** A training step; advantages and targets are {@code [rows]}. */
  void learn(
      float[] observations, int[] actions, float[] advantages, float[] targets, Diary diary) {
    try (Batch batch =
        new Batch(
            Map.of(
                Network.INPUT,
                nets.tensor(observations),
                "action",
                Nets.tensor(actions),
                "advantage",
                Nets.vector(advantages),
                "target",
                Nets.vector(targets)))) {
      program.run(train, batch).forEach(diary::reading);
    }
  }

  Policy likeliest() {
    return nets.likeliest(logits, value);
  }

  Nets nets() {
    return nets;
  }

  /** Advantages less their mean, over their deviation: of one size whatever the rewards are. */
  static void normalise(float[] advantages) {
    double mean = 0;
    for (float a : advantages) {
      mean += a / advantages.length;
    }
    double squares = 0;
    for (float a : advantages) {
      squares += (a - mean) * (a - mean) / advantages.length;
    }
    for (int i = 0; i < advantages.length; i++) {
      advantages[i] = (float) ((advantages[i] - mean) / (Math.sqrt(squares) + 1e-8));
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
