package org.vivarium.apps.rl;

import java.util.ArrayList;
import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.rl.Worlds;

/**
 * REINFORCE with a baseline (Williams, "Simple statistical gradient-following algorithms for
 * connectionist reinforcement learning", 1992): whole episodes are played, then each action becomes
 * likelier by as much as the return after it was better than the baseline, which learns to foretell
 * returns.
 */
final class Reinforce {
  private Reinforce() {}

  /** A step of an episode that goes on. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Moment(float[] observation, int action, float value, float reward) {}

  /** The algorithm. */
  static void learn(Config config, ActorCritic agent, int seed, Diary diary) {
    Worlds worlds = new Worlds(config.env(), config.rolling().worlds(), seed);
    Draws draws = new Draws(seed, "policy");
    Policy likeliest = agent.likeliest();
    List<List<Moment>> open = new ArrayList<>();
    for (int w = 0; w < worlds.count(); w++) {
      open.add(new ArrayList<>());
    }
    Played played = new Played(worlds.spec().size());
    int step = 0;

    while (step < config.steps()) {
      agent.left(1 - (double) step / config.steps());
      float[] seen = worlds.observations().clone();
      ActorCritic.Acted acted = agent.act(seen, draws);
      worlds.step(acted.actions());
      step += worlds.count();
      float[] after = worlds.finished().isEmpty() ? null : agent.values(worlds.successors());
      for (int w = 0; w < worlds.count(); w++) {
        open.get(w)
            .add(
                new Moment(
                    played.row(seen, w),
                    acted.actions()[w],
                    acted.values()[w],
                    worlds.rewards()[w]));
        if (worlds.ended()[w]) {
          // where only the time ran out, the baseline says what would have come
          double rest = worlds.terminated()[w] ? 0 : after[w];
          played.add(open.get(w), rest, config.discount());
          open.get(w).clear();
        }
      }
      diary.episodes(step, worlds.finished());
      if (played.episodes >= config.rolling().length()) {
        played.learn(agent, diary);
        diary.look(step, likeliest, () -> agent.nets().weights(""));
      }
    }
    diary.look(config.steps(), likeliest, () -> agent.nets().weights(""));
  }

  /** Episodes to learn from, and the returns of their steps. */
  private static final class Played {
    private final int size;
    private final List<Moment> moments = new ArrayList<>();
    private final List<Float> returns = new ArrayList<>();
    private int episodes;

    Played(int size) {
      this.size = size;
    }

    float[] row(float[] rows, int row) {
      float[] one = new float[size];
      System.arraycopy(rows, row * size, one, 0, size);
      return one;
    }

    void add(List<Moment> episode, double rest, double discount) {
      int first = moments.size();
      double worth = rest;
      for (int t = episode.size() - 1; t >= 0; t--) {
        worth = episode.get(t).reward + discount * worth;
        moments.add(episode.get(t));
        returns.add((float) worth);
      }
      episodes += moments.size() > first ? 1 : 0;
    }

    void learn(ActorCritic agent, Diary diary) {
      int rows = moments.size();
      float[] observations = new float[rows * size];
      int[] actions = new int[rows];
      float[] advantages = new float[rows];
      float[] targets = new float[rows];
      for (int i = 0; i < rows; i++) {
        Moment moment = moments.get(i);
        System.arraycopy(moment.observation, 0, observations, i * size, size);
        actions[i] = moment.action;
        targets[i] = returns.get(i);
        advantages[i] = targets[i] - moment.value;
      }
      ActorCritic.normalise(advantages);
      agent.learn(observations, actions, advantages, targets, diary);
      moments.clear();
      returns.clear();
      episodes = 0;
    }
  }
}
