package org.vivarium.apps.rl;

import com.google.gson.annotations.SerializedName;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The algorithms there are. */
enum Agent {
  @SerializedName("q-learning")
  Q_LEARNING,
  @SerializedName("dqn")
  DQN,
  @SerializedName("reinforce")
  REINFORCE,
  @SerializedName("a2c")
  A2C;

  static List<String> names() {
    return Arrays.stream(values()).map(Agent::toString).toList();
  }

  static Agent of(String name) {
    return values()[names().indexOf(name)];
  }

  /** Whether it learns what to do and not only what that is worth. */
  boolean policy() {
    return this == REINFORCE || this == A2C;
  }

  /** As typed, such as {@code q-learning}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
