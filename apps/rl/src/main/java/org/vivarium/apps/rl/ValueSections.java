package org.vivarium.apps.rl;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.Picture;
import org.vivarium.rl.Environments;
import org.vivarium.rl.Grid;
import org.vivarium.rl.Planning;

/** What an agent holds states for, where they can be shown: on a board, or over two numbers. */
final class ValueSections {
  private static final List<String> ARROWS = List.of("←", "↓", "→", "↑");
  private static final int ENOUGH = 2000; // steps of planning, after which nothing moves
  private static final int WIDTH = 120;
  private static final int HEIGHT = 80;
  private static final int SHOWN = 480;

  private ValueSections() {}

  /**
   * Two numbers of an observation, and the rest of it zero.
   *
   * @param x the number that goes to the right
   * @param y the number that goes up
   */
  private record Plane(
      int size,
      int x,
      String across,
      double left,
      double right,
      int y,
      String up,
      double low,
      double high) {}

  static void write(HtmlReport page, Player player, Config config) {
    Optional<Grid> grid = Environments.grid(config.env());
    if (grid.isPresent()) {
      board(page, player, config, grid.get());
      return;
    }
    switch (config.env()) {
      case "MountainCar-v0" ->
          map(page, player, new Plane(2, 0, "position", -1.2, .6, 1, "velocity", -.07, .07));
      case "CartPole-v1" ->
          map(
              page,
              player,
              new Plane(4, 2, "angle (rad)", -.21, .21, 3, "angular speed (rad/s)", -2.5, 2.5));
      default -> {
        // observations of more numbers have no map
      }
    }
  }

  private static void board(HtmlReport page, Player player, Config config, Grid grid) {
    int states = grid.spec().states();
    float[] all = new float[states * states];
    for (int s = 0; s < states; s++) {
      all[s * states + s] = 1;
    }
    Policy.Seen seen = new Policy.Seen(all, states);
    int[] actions = player.policy().act(seen);
    double[] worth = player.policy().worth(seen);
    Planning best = Planning.of(grid, config.discount(), ENOUGH);
    double optimum = Planning.of(grid, 1, grid.spec().limit()).values()[grid.first()];
    page.section(
            "What the cells are worth to it",
            "What the agent would do in each cell and what it holds the cell for; in brackets what"
                + " it is worth to one who knows the dynamics and plans with them (value"
                + " iteration).")
        .lookFor(
            "Values that fall with the way to the goal. On ice that slips, arrows that point into a"
                + " wall next to a hole: whoever wants to go into the wall can slip only to the"
                + " sides. Cells far from its own way are guesses: it has hardly been there.")
        .finding(
            ("With the dynamics known, the best policy has a mean return of %s within the %d steps"
                    + " of an episode: no agent can do better than that but by luck.")
                .formatted(Format.number(optimum), grid.spec().limit()))
        .table(headers(grid), rows(grid, actions, worth, best));
  }

  private static List<String> headers(Grid grid) {
    List<String> headers = new ArrayList<>();
    for (int column = 1; column <= grid.columns(); column++) {
      headers.add("column " + column);
    }
    return headers;
  }

  private static List<List<String>> rows(Grid grid, int[] actions, double[] worth, Planning best) {
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < grid.rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < grid.columns(); column++) {
        int cell = row * grid.columns() + column;
        cells.add(
            switch (grid.letter(cell)) {
              case 'G' -> "goal";
              case 'H' -> "hole";
              case '#' -> "wall";
              default ->
                  "%s %.2f (%.2f)"
                      .formatted(ARROWS.get(actions[cell]), worth[cell], best.values()[cell]);
            });
      }
      rows.add(cells);
    }
    return rows;
  }

  private static void map(HtmlReport page, Player player, Plane plane) {
    float[] all = new float[HEIGHT * WIDTH * plane.size];
    for (int row = 0; row < HEIGHT; row++) {
      for (int column = 0; column < WIDTH; column++) {
        int at = (row * WIDTH + column) * plane.size;
        all[at + plane.x] = between(plane.left, plane.right, (column + .5) / WIDTH);
        all[at + plane.y] = between(plane.high, plane.low, (row + .5) / HEIGHT);
      }
    }
    double[] worth = player.policy().worth(new Policy.Seen(all, HEIGHT * WIDTH));
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (double x : worth) {
      low = Math.min(low, x);
      high = Math.max(high, x);
    }
    byte[] pixels = new byte[3 * worth.length];
    for (int i = 0; i < worth.length; i++) {
      Shade.put(pixels, 3 * i, (worth[i] - low) / Math.max(high - low, 1e-9));
    }
    page.section(
            "What states are worth to it",
            "%s from %s on the left to %s on the right, %s from %s at the bottom to %s at the top; all else is 0."
                .formatted(
                    plane.across,
                    Format.number(plane.left),
                    Format.number(plane.right),
                    plane.up,
                    Format.number(plane.low),
                    Format.number(plane.high)))
        .lookFor(
            "A ridge: the states from which it knows its way. Dark corners are those it holds for"
                + " lost, or has never seen.")
        .image(
            new Picture(HEIGHT, WIDTH, 3, pixels).fit(SHOWN).png(),
            "a map of the values of states",
            "Dark blue is %s, yellow is %s.".formatted(Format.number(low), Format.number(high)));
  }

  private static float between(double from, double to, double share) {
    return (float) (from + (to - from) * share);
  }
}
