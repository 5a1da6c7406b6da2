package org.vivarium.rl;

import java.awt.Color;
import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

/**
 * A car too weak for its hill (Moore, "Efficient memory-based learning for robot control", 1990),
 * with the numbers of Gymnasium's {@code MountainCar-v0}: it must swing back and forth to get to
 * the flag. Each step costs 1. An observation is position and velocity.
 */
public final class MountainCar implements Environment {
  static final Spec SPEC =
      new Spec("MountainCar-v0", List.of("left", "none", "right"), List.of(2L), 0, 200, -110, 30);

  private static final double LEFT_END = -1.2;
  private static final double RIGHT_END = .6;
  private static final double MOST_SPEED = .07;
  private static final double GOAL = .5;
  private static final double FORCE = .001;
  private static final double GRAVITY = .0025;

  private double position;
  private double velocity;

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public float[] reset(Draws draws) {
    return start(draws.uniform(-.6, -.4), 0);
  }

  /** Begins an episode in a state. */
  public float[] start(double position, double velocity) {
    this.position = position;
    this.velocity = velocity;
    return observation();
  }

  @Override
  public Outcome step(int action) {
    SPEC.check(action);
    velocity += (action - 1) * FORCE + Math.cos(3 * position) * -GRAVITY;
    velocity = clip(velocity, -MOST_SPEED, MOST_SPEED);
    position = clip(position + velocity, LEFT_END, RIGHT_END);
    if (position == LEFT_END && velocity < 0) {
      velocity = 0;
    }
    return Outcome.of(observation(), -1, position >= GOAL && velocity >= 0);
  }

  private static double clip(double x, double least, double most) {
    return Math.min(Math.max(x, least), most);
  }

  private float[] observation() {
    return new float[] {(float) position, (float) velocity};
  }

  @Override
  public Picture picture() {
    Canvas canvas = new Canvas(240, 150, LEFT_END, RIGHT_END, -.03);
    double step = .02;
    for (double at = LEFT_END; at < RIGHT_END; at += step) {
      canvas.line(at, height(at), at + step, height(at + step), .012, Color.DARK_GRAY);
    }
    canvas.line(GOAL, height(GOAL), GOAL, height(GOAL) + .13, .01, Color.DARK_GRAY);
    canvas.box(GOAL, height(GOAL) + .07, GOAL + .08, height(GOAL) + .13, Canvas.GOAL);
    canvas.disc(position, height(position) + .05, .05, Canvas.BODY);
    return canvas.picture();
  }

  private static double height(double x) {
    return Math.sin(3 * x) * .45 + .55;
  }
}
