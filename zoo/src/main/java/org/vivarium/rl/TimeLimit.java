package org.vivarium.rl;

import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

/**
 * An environment whose episodes are cut short after the steps that its {@link Spec} allows; a step
 * where none is possible is an error. Termination and truncation stay apart: an episode that ends
 * by itself with the last step allowed is both.
 */
final class TimeLimit implements Environment {
  private final Environment world;
  private int left; // steps; 0 where a reset is due

  TimeLimit(Environment world) {
    this.world = world;
  }

  @Override
  public Spec spec() {
    return world.spec();
  }

  @Override
  public float[] reset(Draws draws) {
    left = world.spec().limit();
    return world.reset(draws);
  }

  @Override
  public Outcome step(int action) {
    if (left == 0) {
      throw new IllegalStateException(
          "no episode of " + world.spec().name() + " goes on: reset it first");
    }
    Outcome outcome = world.step(action);
    left--;
    boolean truncated = left == 0;
    if (outcome.terminated()) {
      left = 0;
    }
    return new Outcome(outcome.observation(), outcome.reward(), outcome.terminated(), truncated);
  }

  @Override
  public Picture picture() {
    return world.picture();
  }

  @Override
  public List<String> text() {
    return world.text();
  }
}
