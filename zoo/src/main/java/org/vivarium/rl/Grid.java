package org.vivarium.rl;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import org.vivarium.data.Draws;
import org.vivarium.report.Picture;

/**
 * A board to walk on, on which one may slip: {@code S} is where to start, {@code G} and {@code H}
 * end the episode, {@code #} is a wall, all else is floor. States are cells, counted row by row;
 * actions are left, down, right and up, as in Gymnasium's toy text.
 */
public final class Grid implements Environment {
  static final List<String> ACTIONS = List.of("left", "down", "right", "up");

  private static final int[] DOWN = {0, 1, 0, -1};
  private static final int[] ACROSS = {-1, 0, 1, 0};
  private static final int PIXELS = 40;

  private final Spec spec;
  private final List<String> map;
  private final int columns;
  private final double aside;
  private final Rewards rewards;
  private final List<List<List<Move>>> moves = new ArrayList<>(); // by state and action
  private int state;
  private Draws draws;

  /** What a move may lead to, and how likely. */
  public record Move(double probability, int state, float reward, boolean ends) {}

  /** What it is worth to come to the goal, to a hole, and to any other cell. */
  record Rewards(double goal, double hole, double other) {}

  /**
   * A board.
   *
   * @param aside how likely it is to slip to either side of where one wants to go; 0 for never
   */
  Grid(Spec spec, List<String> map, double aside, Rewards rewards) {
    this.spec = spec;
    this.map = List.copyOf(map);
    this.columns = map.get(0).length();
    this.aside = aside;
    this.rewards = rewards;
    for (int s = 0; s < map.size() * columns; s++) {
      List<List<Move>> some = new ArrayList<>();
      for (int action = 0; action < ACTIONS.size(); action++) {
        some.add(movesOf(s, action));
      }
      moves.add(some);
    }
  }

  private List<Move> movesOf(int from, int action) {
    if (ends(from)) {
      return List.of(new Move(1, from, 0, true));
    }
    if (aside == 0) {
      return List.of(move(1, from, action));
    }
    return List.of(
        move(aside, from, (action + 3) % 4),
        move(1 - 2 * aside, from, action),
        move(aside, from, (action + 1) % 4));
  }

  private Move move(double probability, int from, int action) {
    int row = Math.min(Math.max(from / columns + DOWN[action], 0), map.size() - 1);
    int column = Math.min(Math.max(from % columns + ACROSS[action], 0), columns - 1);
    int to = letter(row * columns + column) == '#' ? from : row * columns + column;
    double reward =
        letter(to) == 'G' ? rewards.goal : letter(to) == 'H' ? rewards.hole : rewards.other;
    return new Move(probability, to, (float) reward, ends(to));
  }

  private boolean ends(int cell) {
    return letter(cell) == 'G' || letter(cell) == 'H';
  }

  /** What a cell is: a letter of the map. */
  public char letter(int cell) {
    return map.get(cell / columns).charAt(cell % columns);
  }

  public int rows() {
    return map.size();
  }

  public int columns() {
    return columns;
  }

  /** The cell that an episode begins in. */
  public int first() {
    return String.join("", map).indexOf('S');
  }

  /** What may become of an action, in the order that chance goes through it. */
  public List<Move> moves(int cell, int action) {
    return moves.get(cell).get(action);
  }

  /** The cell that the agent is in. */
  public int state() {
    return state;
  }

  @Override
  public Spec spec() {
    return spec;
  }

  @Override
  public float[] reset(Draws draws) {
    this.draws = draws;
    return start(first());
  }

  /** Puts the agent into a cell. */
  float[] start(int cell) {
    state = cell;
    return observation();
  }

  @Override
  public Outcome step(int action) {
    spec.check(action);
    return step(action, draws.uniform());
  }

  /** Acts with a given chance, in [0, 1). */
  Outcome step(int action, double chance) {
    List<Move> possible = moves(state, action);
    double sum = 0;
    Move move = possible.get(0); // as Gymnasium, where rounding leaves the sum below the chance
    for (Move m : possible) {
      sum += m.probability;
      if (sum > chance) {
        move = m;
        break;
      }
    }
    state = move.state;
    return new Outcome(observation(), move.reward, move.ends, false);
  }

  private float[] observation() {
    float[] seen = new float[spec.states()];
    seen[state] = 1;
    return seen;
  }

  @Override
  public Picture picture() {
    Canvas canvas = new Canvas(PIXELS * columns, PIXELS * rows(), 0, columns, 0);
    for (int cell = 0; cell < rows() * columns; cell++) {
      double x = cell % columns;
      double y = rows() - 1 - cell / columns;
      canvas.box(x + .02, y + .02, x + .98, y + .98, colour(letter(cell)));
      if (letter(cell) == 'H') {
        canvas.disc(x + .5, y + .5, .32, Canvas.DANGER);
      }
      if (cell == state) {
        canvas.disc(x + .5, y + .5, .24, Canvas.LIMB);
      }
    }
    return canvas.picture();
  }

  private static Color colour(char letter) {
    return switch (letter) {
      case 'G' -> Canvas.GOAL;
      case '#' -> Color.DARK_GRAY;
      default -> new Color(0xdfe9f2);
    };
  }

  @Override
  public List<String> text() {
    List<String> lines = new ArrayList<>();
    for (int row = 0; row < rows(); row++) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        int cell = row * columns + column;
        line.append(cell == state ? "[" + letter(cell) + "]" : " " + letter(cell) + " ");
      }
      lines.add(line.toString());
    }
    return lines;
  }
}
