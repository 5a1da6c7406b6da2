package org.vivarium.bench;

import com.google.gson.Gson;
import java.util.LinkedHashMap;
import java.util.Map;
import org.vivarium.data.Draws;
import org.vivarium.rl.Environment;
import org.vivarium.rl.Environments;

/**
 * How fast CartPole-v1 is by itself: {@code Acting STEPS} acts at random and prints a line of JSON;
 * {@code bench_rl.py} does the same with Gymnasium.
 */
final class Acting {
  private Acting() {}

  public static void main(String[] args) {
    int steps = Integer.parseInt(args[0]);
    Draws draws = new Draws(1, "actions");
    int[] actions = new int[steps];
    for (int i = 0; i < steps; i++) {
      actions[i] = draws.below(2);
    }
    Environment world = Environments.of("CartPole-v1");
    Draws chance = new Draws(1, "world");
    world.reset(chance);
    long begun = System.nanoTime();
    for (int action : actions) {
      if (world.step(action).ended()) {
        world.reset(chance);
      }
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("of", "vivarium");
    result.put("work", "environment alone");
    result.put("steps", steps);
    result.put("seconds", (System.nanoTime() - begun) / 1e9);
    System.out.println(new Gson().toJson(result));
  }
}
