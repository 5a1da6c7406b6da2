package org.vivarium.rl;

/** A number that goes from one value to another in so many steps, on a straight line, and stays. */
public record Decay(double from, double to, int steps) {
  public double at(int step) {
    return step >= steps ? to : from + (to - from) * step / steps;
  }
}
