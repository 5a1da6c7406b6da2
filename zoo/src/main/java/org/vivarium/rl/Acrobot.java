package org.vivarium.rl;

import java.awt.Color;
import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

/**
 * Two links that hang from a bar, with a motor between them, to be swung above a line (Sutton,
 * "Generalization in reinforcement learning", 1996), with the numbers of Gymnasium's {@code
 * Acrobot-v1}: the equations of Sutton and Barto's book, a step of the classical Runge-Kutta method
 * in 0.2 s. Each step costs 1. An observation is cosine and sine of both angles and both angular
 * speeds (rad/s); the second angle is relative to the first link.
 */
public final class Acrobot implements Environment {
  static final Spec SPEC =
      new Spec("Acrobot-v1", List.of("-1", "0", "+1"), List.of(6L), 0, 500, -100, 15);

  private static final double SECONDS = .2;
  private static final double GRAVITY = 9.8;
  private static final double MASS = 1; // of each link, as its length and its moment
  private static final double CENTRE = .5; // of mass, along a link
  private static final double MOST_SPEED_1 = 4 * Math.PI;
  private static final double MOST_SPEED_2 = 9 * Math.PI;

  private double[] state = new double[4]; // two angles, two angular speeds

  @Override
  public Spec spec() {
    return SPEC;
  }

  @Override
  public float[] reset(Draws draws) {
    double[] start = new double[4];
    for (int i = 0; i < start.length; i++) {
      start[i] = (float) draws.uniform(-.1, .1); // rounded, as Gymnasium's first state
    }
    return start(start[0], start[1], start[2], start[3]);
  }

  /** Begins an episode in a state: angles (rad) and angular speeds (rad/s). */
  public float[] start(double angle1, double angle2, double speed1, double speed2) {
    state = new double[] {angle1, angle2, speed1, speed2};
    return observation();
  }

  @Override
  public Outcome step(int action) {
    SPEC.check(action);
    double torque = action - 1;
    double[] k1 = slope(state, torque);
    double[] k2 = slope(moved(k1, SECONDS / 2), torque);
    double[] k3 = slope(moved(k2, SECONDS / 2), torque);
    double[] k4 = slope(moved(k3, SECONDS), torque);
    double[] next = new double[4];
    for (int i = 0; i < 4; i++) {
      next[i] = state[i] + SECONDS / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
    }
    next[0] = wrapped(next[0]);
    next[1] = wrapped(next[1]);
    next[2] = Math.min(Math.max(next[2], -MOST_SPEED_1), MOST_SPEED_1);
    next[3] = Math.min(Math.max(next[3], -MOST_SPEED_2), MOST_SPEED_2);
    state = next;
    boolean over = -Math.cos(next[0]) - Math.cos(next[1] + next[0]) > 1;
    return Outcome.of(observation(), over ? 0 : -1, over);
  }

  private double[] moved(double[] slope, double seconds) {
    double[] out = new double[4];
    for (int i = 0; i < 4; i++) {
      out[i] = state[i] + seconds * slope[i];
    }
    return out;
  }

  /** The equations of motion, in Gymnasium's order of operations for the last bit. */
  private static double[] slope(double[] s, double torque) {
    double speed1 = s[2];
    double speed2 = s[3];
    double sin2 = Math.sin(s[1]);
    double cos2 = Math.cos(s[1]);
    double square = CENTRE * CENTRE;
    double d1 = MASS * square + MASS * (1 + square + 2 * CENTRE * cos2) + 1 + 1;
    double d2 = MASS * (square + CENTRE * cos2) + 1;
    double phi2 = MASS * CENTRE * GRAVITY * Math.cos(s[0] + s[1] - Math.PI / 2);
    double phi1 =
        -MASS * CENTRE * (speed2 * speed2) * sin2
            - 2 * MASS * CENTRE * speed2 * speed1 * sin2
            + (MASS * CENTRE + MASS) * GRAVITY * Math.cos(s[0] - Math.PI / 2)
            + phi2;
    double turn2 =
        (torque + d2 / d1 * phi1 - MASS * CENTRE * (speed1 * speed1) * sin2 - phi2)
            / (MASS * square + 1 - d2 * d2 / d1);
    double turn1 = -(d2 * turn2 + phi1) / d1;
    return new double[] {speed1, speed2, turn1, turn2};
  }

  private static double wrapped(double angle) {
    double turn = 2 * Math.PI;
    double x = angle;
    while (x > Math.PI) {
      x -= turn;
    }
    while (x < -Math.PI) {
      x += turn;
    }
    return x;
  }

  private float[] observation() {
    return new float[] {
      (float) Math.cos(state[0]),
      (float) Math.sin(state[0]),
      (float) Math.cos(state[1]),
      (float) Math.sin(state[1]),
      (float) state[2],
      (float) state[3]
    };
  }

  @Override
  public Picture picture() {
    Canvas canvas = new Canvas(180, 180, -2.2, 2.2, -2.2);
    double elbowX = Math.sin(state[0]);
    double elbowY = -Math.cos(state[0]);
    double handX = elbowX + Math.sin(state[0] + state[1]);
    double handY = elbowY - Math.cos(state[0] + state[1]);
    canvas.line(-2.2, 1, 2.2, 1, .02, Canvas.GOAL);
    canvas.line(0, 0, elbowX, elbowY, .2, Canvas.BODY);
    canvas.line(elbowX, elbowY, handX, handY, .2, Canvas.LIMB);
    canvas.disc(0, 0, .1, Color.DARK_GRAY);
    canvas.disc(elbowX, elbowY, .1, Color.DARK_GRAY);
    return canvas.picture();
  }
}
