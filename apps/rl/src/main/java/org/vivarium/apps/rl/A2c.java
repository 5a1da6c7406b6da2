package org.vivarium.apps.rl;

import org.vivarium.data.Draws;
import org.vivarium.rl.Worlds;

/**
 * Advantage actor-critic (Mnih et al., "Asynchronous methods for deep reinforcement learning",
 * 2016, in its synchronous form): several worlds go on for a few steps, then policy and value learn
 * from them at once. Advantages are generalised (Schulman et al. 2016): with {@code lambda} 1 they
 * are the returns of n steps, with 0 those of one.
 */
final class A2c {
  private A2c() {}

  /** The algorithm. */
  static void learn(Config config, ActorCritic agent, int seed, Diary diary) {
    Worlds worlds = new Worlds(config.env(), config.rolling().worlds(), seed);
    Draws draws = new Draws(seed, "policy");
    Rollout rollout = new Rollout(worlds, config.rolling().length());
    Policy likeliest = agent.likeliest();
    int step = 0;

    while (step < config.steps()) {
      agent.left(1 - (double) step / config.steps());
      for (int t = 0; t < rollout.length(); t++) {
        ActorCritic.Acted acted = agent.act(worlds.observations(), draws);
        rollout.before(t, worlds, acted);
        worlds.step(acted.actions());
        float[] after = worlds.finished().isEmpty() ? null : agent.values(worlds.successors());
        rollout.after(t, worlds, after);
        step += worlds.count();
        diary.episodes(step, worlds.finished());
      }
      float[] last = agent.values(worlds.observations());
      float[] advantages = rollout.advantages(last, config.discount(), config.rolling().lambda());
      float[] targets = rollout.targets(advantages);
      ActorCritic.normalise(advantages);
      agent.learn(rollout.observations(), rollout.actions(), advantages, targets, diary);
      diary.look(step, likeliest, () -> agent.nets().weights(""));
    }
  }
}
