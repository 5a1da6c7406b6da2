package org.vivarium.apps.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Flags;
import org.vivarium.rl.Environments;

/**
 * What a training run is asked to do. All that has a part in its numbers stands in {@link #options}
 * and so in the report.
 *
 * @param steps in the environment, for each seed
 * @param seeds how many runs there are; they have the seeds from {@code seed} on
 * @param discount of each step
 * @param evaluateEvery so many steps the greedy policy is looked at
 */
record Config(
    String env,
    Agent agent,
    int steps,
    int seeds,
    int seed,
    double discount,
    double lr,
    List<Integer> hidden,
    int evaluateEvery,
    Exploring exploring,
    Replaying replaying,
    Rolling rolling) {
  private static final int MOST_STEPS = 100_000_000;
  private static final int MOST_SEEDS = 100;
  private static final int MOST_ROWS = 1 << 20;
  private static final String ON = "on";
  private static final String OFF = "off";

  /**
   * How an agent explores that values actions: at random with a chance that falls from 1.
   *
   * @param last chance
   * @param steps until then
   */
  record Exploring(double last, int steps) {}

  /**
   * How DQN learns from its memory.
   *
   * @param memory transitions that are kept
   * @param starts steps before the first training step
   * @param every so many steps there are {@code updates}
   * @param target every so many steps the target network is a copy
   * @param horizon steps in a transition
   */
  record Replaying(
      int batchSize,
      int memory,
      int starts,
      int every,
      int updates,
      int target,
      int horizon,
      boolean twice,
      boolean dueling,
      boolean prioritised) {
    Replaying {
      if (starts > memory) {
        throw new IllegalArgumentException(
            "--learning-starts is %d; a memory of %d never holds so many: raise --memory"
                .formatted(starts, memory));
      }
    }
  }

  /**
   * How agents learn that go by a policy.
   *
   * @param worlds side by side
   * @param length of a rollout in each world (A2C), or episodes for an update (REINFORCE)
   * @param lambda of generalised advantage estimation
   * @param entropy what an undecided policy is rewarded with
   */
  record Rolling(int worlds, int length, double lambda, double entropy) {}

  private static final List<Option> COMMON =
      List.of(
          Flags.option("env", "NAME", String.join(", ", Environments.names()), "CartPole-v1"),
          Flags.option(
              "agent",
              "NAME",
              String.join(", ", Agent.names()),
              "dqn, or q-learning where states can be counted"),
          Flags.option("steps", "N", "steps in the environment, for each seed", 60_000),
          Flags.option("seeds", "N", "how many runs, with seeds one after the other", 3),
          Flags.seed(1),
          Flags.option("discount", "X", "what the next step's reward counts for", .99),
          Flags.option("lr", "RATE", "learning rate", "by agent and environment"),
          Flags.option("evaluate-every", "N", "steps between looks at the greedy policy", 2500));

  private static final Map<String, List<Agent>> OF = new LinkedHashMap<>();
  private static final List<Option> OWN = new ArrayList<>();

  static {
    List<Agent> valuing = List.of(Agent.DQN, Agent.Q_LEARNING);
    List<Agent> dqn = List.of(Agent.DQN);
    List<Agent> policies = List.of(Agent.REINFORCE, Agent.A2C);
    List<Agent> networks = List.of(Agent.DQN, Agent.REINFORCE, Agent.A2C);
    own(networks, Flags.option("hidden", "N,N", "units of the hidden layers", "by agent"));
    own(valuing, Flags.option("epsilon", "X", "the last chance of a random action"));
    own(valuing, Flags.option("explore", "N", "steps in which that chance falls from 1"));
    own(dqn, Flags.batchSize(128));
    own(dqn, Flags.option("memory", "N", "transitions that are kept"));
    own(dqn, Flags.option("learning-starts", "N", "steps before the first training step", 1000));
    own(dqn, Flags.option("train-every", "N", "steps between training"));
    own(dqn, Flags.option("updates", "N", "training steps then"));
    own(dqn, Flags.option("target-every", "N", "steps between copies to the target network"));
    own(dqn, Flags.option("n-step", "N", "steps in a transition", 10));
    own(dqn, onOrOff("double", "one network chooses, the other values (van Hasselt 2016)", ON));
    own(dqn, onOrOff("dueling", "value and advantages apart (Wang et al. 2016)", OFF));
    own(dqn, onOrOff("prioritised", "large errors are drawn more often (Schaul et al. 2016)", OFF));
    own(policies, Flags.option("worlds", "N", "environments side by side", 8));
    own(policies, Flags.option("entropy", "X", "reward of an undecided policy"));
    own(List.of(Agent.REINFORCE), Flags.option("episodes", "N", "episodes for an update"));
    own(List.of(Agent.A2C), Flags.option("rollout", "N", "steps of each world for an update"));
    own(List.of(Agent.A2C), Flags.option("gae", "X", "lambda of the advantages", .95));
  }

  private static Option onOrOff(String name, String text, String fallback) {
    return Flags.option(name, "on|off", text, fallback);
  }

  private static boolean isOn(Arguments a, String name, String fallback) {
    return a.choice(name, fallback, List.of(ON, OFF)).equals(ON);
  }

  private static void own(List<Agent> agents, Option option) {
    OF.put(option.getLongOpt(), agents);
    OWN.add(option);
  }

  Config {
    hidden = List.copyOf(hidden);
    boolean counted = Environments.spec(env).states() > 0;
    if (agent == Agent.Q_LEARNING && !counted) {
      throw new IllegalArgumentException(
          "q-learning keeps a table of states, and those of %s cannot be counted: there are %s; or take --agent dqn"
              .formatted(env, String.join(", ", Environments.counted())));
    }
    if (agent != Agent.Q_LEARNING && hidden.isEmpty()) {
      throw new IllegalArgumentException("--hidden names no layer; it must be such as 120,84");
    }
  }

  /** The options that a config is read from, and where the run goes. */
  static List<Option> flags(String out) {
    List<Option> all = new ArrayList<>(COMMON);
    all.addAll(OWN);
    all.add(Flags.out(out));
    all.add(Flags.quiet());
    return all;
  }

  static Config parse(Arguments given) {
    String env = given.choice("env", "CartPole-v1", Environments.names());
    boolean counted = Environments.spec(env).states() > 0;
    Agent agent = Agent.of(given.choice("agent", counted ? "q-learning" : "dqn", Agent.names()));
    OF.forEach(
        (name, agents) -> {
          if (!agents.contains(agent) && given.text(name).isPresent()) {
            throw new IllegalArgumentException(
                "--%s is an option of %s, not of %s"
                    .formatted(
                        name,
                        agents.stream().map(Agent::toString).collect(Collectors.joining(", ")),
                        agent));
          }
        });
    Arguments a = given.or(Defaults.of(agent, env));
    int steps = a.integer("steps", 60_000, 1, MOST_STEPS);
    return new Config(
        env,
        agent,
        steps,
        a.integer("seeds", 3, 1, MOST_SEEDS),
        a.integer("seed", 1, Integer.MIN_VALUE, Integer.MAX_VALUE - MOST_SEEDS),
        a.number("discount", .99, 0, 1),
        a.number("lr", .001, 1e-9, 100),
        agent == Agent.Q_LEARNING ? List.of() : hidden(a.text("hidden").orElse("64,64")),
        a.integer("evaluate-every", 2500, 1, MOST_STEPS),
        new Exploring(
            a.number("epsilon", .05, 0, 1), a.integer("explore", steps / 5, 1, MOST_STEPS)),
        new Replaying(
            a.integer("batch-size", 128, 1, MOST_ROWS),
            a.integer("memory", 50_000, 1, MOST_STEPS),
            a.integer("learning-starts", 1000, 1, MOST_STEPS),
            a.integer("train-every", 4, 1, MOST_STEPS),
            a.integer("updates", 1, 1, 1000),
            a.integer("target-every", 500, 1, MOST_STEPS),
            a.integer("n-step", 1, 1, 1000),
            isOn(a, "double", ON),
            isOn(a, "dueling", OFF),
            isOn(a, "prioritised", OFF)),
        new Rolling(
            a.integer("worlds", 8, 1, 4096),
            agent == Agent.REINFORCE
                ? a.integer("episodes", 8, 1, MOST_ROWS)
                : a.integer("rollout", 32, 1, MOST_ROWS),
            a.number("gae", .95, 0, 1),
            a.number("entropy", .01, 0, 100)));
  }

  private static List<Integer> hidden(String text) {
    try {
      List<Integer> units = Arrays.stream(text.split(",", -1)).map(Integer::valueOf).toList();
      if (units.stream().allMatch(n -> n >= 1 && n <= 1 << 14)) {
        return units;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException(
        "--hidden is '%s'; it must be units of layers from 1 to 16384, such as 120,84"
            .formatted(text));
  }

  Network network() {
    return new Network(env, agent, hidden, replaying.dueling);
  }

  /** The options that count for this agent, by name, as they could be typed. */
  Map<String, String> options() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("env", env);
    all.put("agent", agent);
    all.put("steps", steps);
    all.put("seeds", seeds);
    all.put("seed", seed);
    all.put("discount", discount);
    all.put("lr", lr);
    all.put("evaluate-every", evaluateEvery);
    all.put("hidden", hidden.stream().map(String::valueOf).collect(Collectors.joining(",")));
    all.put("epsilon", exploring.last);
    all.put("explore", exploring.steps);
    all.put("batch-size", replaying.batchSize);
    all.put("memory", replaying.memory);
    all.put("learning-starts", replaying.starts);
    all.put("train-every", replaying.every);
    all.put("updates", replaying.updates);
    all.put("target-every", replaying.target);
    all.put("n-step", replaying.horizon);
    all.put("double", replaying.twice ? ON : OFF);
    all.put("dueling", replaying.dueling ? ON : OFF);
    all.put("prioritised", replaying.prioritised ? ON : OFF);
    all.put("worlds", rolling.worlds);
    all.put(agent == Agent.REINFORCE ? "episodes" : "rollout", rolling.length);
    all.put("gae", rolling.lambda);
    all.put("entropy", rolling.entropy);
    Map<String, String> map = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (OF.getOrDefault(name, List.of(agent)).contains(agent)) {
            map.put(name, value.toString());
          }
        });
    return map;
  }
}
