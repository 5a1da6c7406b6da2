package org.vivarium.rl;

import java.awt.Color;
import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

/**
 * A pole that stands on a cart and must not fall (Barto, Sutton and Anderson, "Neuronlike adaptive
 * elements that can solve difficult learning control problems", 1983), with the numbers of
 * Gymnasium's {@code CartPole-v1}. Each step is worth 1; it is over when the pole leans by more
 * than 12 degrees or the cart leaves the track. An observation is position (m), speed (m/s), angle
 * (rad) and angular speed (rad/s).
 */
public final class CartPole implements Environment {
  static final Spec SPEC =
      new Spec("CartPole-v1", List.of("left", "right"), List.of(4L), 0, 500, 475, 50);

  private static final double GRAVITY = 9.8;
  private static final double POLE_MASS = .1;
  private static final double MASS = POLE_MASS + 1.0;
  private static final double LENGTH = .5; // half of the pole's
  private static final double POLE_MOMENT = POLE_MASS * LENGTH;
  private static final double FORCE = 10;
  private static final double SECONDS = .02;
  private static final double MOST_ANGLE = 12 * 2 * Math.PI / 360;
  private static final double MOST_POSITION = 2.4;

  private double x;
  private double speed;
  private double angle;
  private double turning;

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public float[] reset(Draws draws) {
    return start(
        draws.uniform(-.05, .05),
        draws.uniform(-.05, .05),
        draws.uniform(-.05, .05),
        draws.uniform(-.05, .05));
  }

  /** Begins an episode in a state. */
  public float[] start(double position, double speed, double angle, double turning) {
    this.x = position;
    this.speed = speed;
    this.angle = angle;
    this.turning = turning;
    return observation();
  }

  @Override
  public Outcome step(int action) {
    SPEC.check(action);
    double force = action == 1 ? FORCE : -FORCE;
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    // the order of operations is Gymnasium's, for the last bit
    double push = (force + POLE_MOMENT * (turning * turning) * sin) / MASS;
    double angular =
        (GRAVITY * sin - cos * push) / (LENGTH * (4.0 / 3.0 - POLE_MASS * (cos * cos) / MASS));
    double linear = push - POLE_MOMENT * angular * cos / MASS;
    x += SECONDS * speed;
    speed += SECONDS * linear;
    angle += SECONDS * turning;
    turning += SECONDS * angular;
    boolean over = Math.abs(x) > MOST_POSITION || Math.abs(angle) > MOST_ANGLE;
    return Outcome.of(observation(), 1, over);
  }

  private float[] observation() {
    return new float[] {(float) x, (float) speed, (float) angle, (float) turning};
  }

  @Override
  public Picture picture() {
    Canvas canvas = new Canvas(240, 120, -2.4, 2.4, -.6);
    canvas.line(-2.4, 0, 2.4, 0, .02, Color.DARK_GRAY);
    canvas.box(x - .3, -.15, x + .3, .15, Canvas.BODY);
    canvas.line(
        x,
        .1,
        x + 2 * LENGTH * Math.sin(angle),
        .1 + 2 * LENGTH * Math.cos(angle),
        .1,
        Canvas.LIMB);
    canvas.disc(x, .1, .06, Color.DARK_GRAY);
    return canvas.picture();
  }
}
