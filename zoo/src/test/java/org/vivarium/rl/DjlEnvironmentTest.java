package org.vivarium.rl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.modality.rl.agent.RlAgent;
import ai.djl.modality.rl.env.RlEnv;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.vivarium.kernel.Native;

class DjlEnvironmentTest {
  @BeforeAll
  static void prepare() {
    Native.prepare();
  }

  /** Balances a little, as DJL's agents are asked to. */
  private static final class Balancing implements RlAgent {
    private int steps;

    @Override
    public NDList chooseAction(RlEnv env, boolean training) {
      float angle = env.getObservation().singletonOrThrow().toFloatArray()[2];
      steps++;
      return env.getActionSpace().get(angle > 0 ? 1 : 0);
    }

    @Override
    public void trainBatch(RlEnv.Step[] batch) {
      assertThat(batch).isNotNull();
    }
  }

  @Test
  void djlRunsAnEpisode() {
    try (RlEnv env =
        new DjlEnvironment(NDManager.newBaseManager(), Environments.of("CartPole-v1"), 1, 4, 100)) {
      Balancing agent = new Balancing();
      float total = env.runEnvironment(agent, true);
      assertThat(total).isEqualTo(agent.steps).isGreaterThan(20);
      RlEnv.Step[] batch = env.getBatch();
      assertThat(batch).hasSize(4);
      assertThat(batch[0].getPreObservation().singletonOrThrow().getShape().getShape())
          .containsExactly(4);
      assertThat(batch[0].getReward().getFloat()).isEqualTo(1);
    }
  }
}
