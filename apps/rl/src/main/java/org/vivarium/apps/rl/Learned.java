package org.vivarium.apps.rl;

import org.vivarium.kernel.Weights;

/**
 * What came of one seed.
 *
 * @param kept the weights of the best look on validation episodes
 * @param test episodes that nothing was chosen by
 * @param seconds of learning
 */
record Learned(int seed, Curves curves, Weights kept, Games test, double seconds) {

  /** Learns with one seed and plays the test. */
  static Learned of(Config config, int seed, boolean quiet) {
    Diary diary = new Diary(config, seed, quiet);
    switch (config.agent()) {
      case Q_LEARNING -> new QLearning(config).learn(seed, diary);
      case DQN -> {
        try (Dqn dqn = new Dqn(config, seed)) {
          dqn.learn(seed, diary);
        }
      }
      case REINFORCE -> {
        try (ActorCritic agent = new ActorCritic(config, seed)) {
          Reinforce.learn(config, agent, seed, diary);
        }
      }
      case A2C -> {
        try (ActorCritic agent = new ActorCritic(config, seed)) {
          A2c.learn(config, agent, seed, diary);
        }
      }
    }
    double seconds = diary.seconds();
    try (Player player = Player.of(diary.kept())) {
      Games test = player.play(Player.TEST_EPISODES, config.seed(), config.discount());
      return new Learned(seed, diary.curves(), diary.kept(), test, seconds);
    }
  }

  /** The mean return of the look that the weights were kept of. */
  double validation() {
    return curves.looks().stream().mapToDouble(Curves.Look::mean).max().orElse(Double.NaN);
  }
}
