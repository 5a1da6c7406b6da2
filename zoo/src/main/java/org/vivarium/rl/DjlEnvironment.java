package org.vivarium.rl;

import ai.djl.modality.rl.ActionSpace;
import ai.djl.modality.rl.LruReplayBuffer;
import ai.djl.modality.rl.ReplayBuffer;
import ai.djl.modality.rl.env.RlEnv;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.vivarium.data.Draws;

/**
 * An environment as DJL's agents know it. An observation is one array of floats, an action one of a
 * whole number. DJL has one word for the end of an episode: a step is done when it is terminated or
 * truncated.
 */
public final class DjlEnvironment implements RlEnv {
  private final NDManager manager;
  private final Environment world;
  private final long seed;
  private final ReplayBuffer memory;
  private final ActionSpace actions = new ActionSpace();
  private int episode;
  private float[] observation;

  /**
   * Wraps an environment and begins an episode.
   *
   * @param manager closed with this
   * @param seed of the chance in all episodes
   * @param batch how many steps {@link #getBatch} draws of those that were trained on
   * @param capacity how many of these are kept
   */
  public DjlEnvironment(NDManager manager, Environment world, long seed, int batch, int capacity) {
    this.manager = manager;
    this.world = world;
    this.seed = seed;
    this.memory = new LruReplayBuffer(batch, capacity);
    for (int action = 0; action < world.spec().actions().size(); action++) {
      actions.add(new NDList(manager.create(action)));
    }
    reset();
  }

  @Override
  public void reset() {
    observation = world.reset(new Draws(seed, world.spec().name(), episode++));
  }

  @Override
  public NDList getObservation() {
    return list(manager, observation);
  }

  @Override
  public ActionSpace getActionSpace() {
    return actions;
  }

  @Override
  public Step step(NDList action, boolean training) {
    int number = action.singletonOrThrow().toIntArray()[0];
    Outcome outcome = world.step(number);
    NDManager own = manager.newSubManager();
    Step step =
        new Taken(
            own,
            list(own, observation),
            new NDList(own.create(number)),
            list(own, outcome.observation()),
            outcome.ended() ? new ActionSpace() : actions,
            own.create(outcome.reward()),
            outcome.ended());
    observation = outcome.observation();
    if (training) {
      memory.addStep(step);
    }
    return step;
  }

  @Override
  public Step[] getBatch() {
    return memory.getBatch();
  }

  @Override
  public void close() {
    manager.close();
  }

  private NDList list(NDManager of, float[] numbers) {
    return new NDList(of.create(numbers, new Shape(world.spec().shape())));
  }

  /** What DJL keeps of a step; who takes it closes it, unless it is kept for {@link #getBatch}. */
  private record Taken(
      NDManager manager,
      NDList before,
      NDList action,
      NDList after,
      ActionSpace actionsAfter,
      NDArray reward,
      boolean done)
      implements Step {
    @Override
    public NDList getPreObservation() {
      return before;
    }

    @Override
    public NDList getAction() {
      return action;
    }

    @Override
    public NDList getPostObservation() {
      return after;
    }

    @Override
    public ActionSpace getPostActionSpace() {
      return actionsAfter;
    }

    @Override
    public NDArray getReward() {
      return reward;
    }

    @Override
    public boolean isDone() {
      return done;
    }

    @Override
    public void close() {
      manager.close();
    }
  }
}
