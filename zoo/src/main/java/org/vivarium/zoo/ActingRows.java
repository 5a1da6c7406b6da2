package org.vivarium.zoo;

import java.util.List;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.zoo.Row.Task;

/** The part of {@link Zoo} that acts. */
final class ActingRows {
  private static final String DQN = "Mnih et al. 2015";
  private static final String DUELING = "Wang et al. 2016";
  private static final String A3C = "Mnih et al. 2016";
  private static final List<Integer> SMALL = List.of(256, 256);
  private static final List<Integer> NATURE = List.of(512);
  private static final int ATARI = 4; // actions, as in Breakout

  static final List<Row.Network> ALL =
      List.of(
          values(
              "q_network",
              DQN,
              10_934,
              vectors(new QNetwork(2, List.of(120, 84))),
              vectors(new QNetwork(2, SMALL))),
          values(
              "pixel_q_network",
              DQN,
              1_686_180,
              pixels(new QNetwork(ATARI, NATURE), 84),
              pixels(new QNetwork(ATARI, List.of(64)), 36)),
          values(
              "dueling_q_network",
              DUELING,
              21_183,
              vectors(new DuelingQNetwork(2, List.of(120), 84)),
              vectors(new DuelingQNetwork(2, List.of(256), 256))),
          values(
              "pixel_dueling_q_network",
              DUELING,
              3_292_837,
              pixels(new DuelingQNetwork(ATARI, List.of(), 512), 84),
              pixels(new DuelingQNetwork(ATARI, List.of(), 64), 36)),
          policy(
              "policy_network",
              9_155,
              new PolicyNetwork(2, List.of(64, 64), false).model(4),
              new PolicyNetwork(2, SMALL, false).model(4)),
          policy(
              "pixel_policy_network",
              1_686_693,
              new PolicyNetwork(ATARI, NATURE, true).model(84, 84, 4),
              new PolicyNetwork(ATARI, List.of(64), true).model(36, 36, 4)));

  private ActingRows() {}

  private static Row.Network values(
      String name, String paper, long parameters, Model model, Model small) {
    return new Row.Network(name, Task.ACTION_VALUES, paper, parameters, model, small);
  }

  private static Row.Network policy(String name, long parameters, Model model, Model small) {
    return new Row.Network(name, Task.POLICY, A3C, parameters, model, small);
  }

  private static Model vectors(Layer network) {
    return Model.of(Model.Input.floats("observation", 4), "values", network);
  }

  private static Model pixels(Layer network, int side) {
    return Model.of(Model.Input.floats("observation", side, side, 4), "values", network);
  }
}
