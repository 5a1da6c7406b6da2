package org.vivarium.apps.rl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** An agent that has learned: what its weights say it does. */
final class Player implements AutoCloseable {
  static final int TEST_EPISODES = 100;

  static final String TEST = "test"; // what the episodes are for

  private final Network network;
  private final Policy policy;
  private final Program program; // null for a table

  private Player(Network network, Policy policy, Program program) {
    this.network = network;
    this.policy = policy;
    this.program = program;
  }

  /** The agent of weights. */
  static Player of(Weights weights) {
    Network network = Network.ofWeights(weights);
    if (network.agent() == Agent.Q_LEARNING) {
      return new Player(network, QLearning.greedy(QLearning.table(weights)), null);
    }
    Program program = new Program(0);
    try {
      Nets nets = new Nets(program, network);
      Map<String, Value> outputs = nets.outputs("", nets.input(Network.INPUT));
      program.load(new Weights(weights.arrays()));
      Policy policy =
          network.agent().policy()
              ? nets.likeliest(outputs.get(Network.LOGITS), outputs.get(Network.VALUE))
              : nets.greedy(outputs.get(Network.VALUES));
      return new Player(network, policy, program);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** The agent of a run folder. */
  static Player ofRun(Path run) throws IOException {
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium rl train': '%s' is missing"
              .formatted(run, file.getFileName()));
    }
    try {
      return of(Safetensors.read(file));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + file + "': " + e.getMessage(), e);
    }
  }

  /** Plays test episodes: always the best action. */
  Games play(int episodes, long seed, double discount) {
    return Games.play(network.env(), policy, episodes, discount, seed, TEST);
  }

  /** The same episodes with actions at random. */
  static Games floor(String env, int episodes, long seed, double discount) {
    return Games.play(env, Chance.of(env, seed), episodes, discount, seed, TEST);
  }

  Network network() {
    return network;
  }

  Policy policy() {
    return policy;
  }

  @Override
  public void close() {
    if (program != null) {
      program.close();
    }
  }
}
