package org.vivarium.apps.rl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.cli.Version;
import org.vivarium.report.Format;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.RunFolder;
import org.vivarium.report.Versions;
import org.vivarium.rl.Spec;

/**
 * What a training run tells: {@code report.json}, {@code report.html} and {@code agent.gif}.
 *
 * @param seeds what came of each
 * @param best the one whose weights are kept
 * @param floor the test episodes with actions at random
 */
record Report(Job job, List<Learned> seeds, Learned best, Games floor) {
  Report {
    seeds = List.copyOf(seeds);
  }

  void write(RunFolder folder) throws IOException {
    folder.json("report.json", json());
    try (Player player = Player.of(best.kept())) {
      Film film = Film.of(config().env(), player.policy(), config().seed(), 0);
      byte[] gif = film.gif();
      folder.bytes("agent.gif", gif);
      html(folder, player, film, gif).write(folder.file("report.html"));
    }
  }

  private Config config() {
    return job.config();
  }

  private Spec spec() {
    return config().network().spec();
  }

  private Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("app", "rl");
    Map<String, Object> metrics = new LinkedHashMap<>();
    metrics.put("return", best.test().mean());
    metrics.put("deviation", best.test().deviation());
    metrics.put("lowest", best.test().lowest());
    metrics.put("highest", best.test().highest());
    metrics.put("random_return", floor.mean());
    metrics.put("solved", best.test().mean() >= spec().solved());
    json.put("metrics", metrics);
    json.put("parameters", parameters());
    json.put("best_seed", best.seed());
    json.put("seeds", seeds.stream().map(this::json).toList());
    json.put("config", config().options());
    json.put("versions", Versions.of(Version.text()));
    return json;
  }

  private Map<String, Object> json(Learned seed) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("seed", seed.seed());
    json.put("validation_return", seed.validation());
    json.put("test_return", seed.test().mean());
    json.put("test_lowest", seed.test().lowest());
    json.put("solved_at_step", seed.curves().solvedAt(spec().solved()));
    json.put("seconds", seed.seconds());
    json.put("looks", seed.curves().looks());
    json.put("episode_steps", seed.curves().episodes().stream().map(Curves.Played::step).toList());
    json.put(
        "episode_returns", seed.curves().episodes().stream().map(Curves.Played::total).toList());
    return json;
  }

  private long parameters() {
    return best.kept().arrays().values().stream().mapToLong(a -> a.data().length).sum();
  }

  private HtmlReport html(RunFolder folder, Player player, Film film, byte[] gif) {
    HtmlReport page =
        new HtmlReport(config().agent() + " on " + config().env())
            .subtitle(
                "%s steps in the environment with each of %d seeds"
                    .formatted(Format.count(config().steps()), seeds.size()));
    tiles(page);
    new Sections(config(), seeds, best, floor).write(page);
    page.section(
            "The agent at work",
            "The first test episode, with the weights of seed %d.".formatted(best.seed()))
        .lookFor(
            "What it does that you would not have, and what it does at the end of the episode: a"
                + " return says how well, not how.")
        .animation(
            gif,
            "an animation of the agent in " + config().env(),
            "%d steps, return %s%s."
                .formatted(
                    film.steps(),
                    Format.number(film.total()),
                    film.stride() > 1 ? "; one picture for " + film.stride() + " steps" : ""));
    ValueSections.write(page, player, config());
    use(page, folder);
    return page;
  }

  private void tiles(HtmlReport page) {
    double seconds = seeds.stream().mapToDouble(Learned::seconds).sum();
    page.tile(
            "test return",
            Format.number(best.test().mean()),
            "mean of %d episodes, always the best action".formatted(best.test().returns().length))
        .tile("at random", Format.number(floor.mean()), "the same episodes")
        .tile("solved from", Format.number(spec().solved()), "mean return")
        .tile("solved", solved() + " of " + seeds.size(), "seeds, in the test")
        .tile("parameters", Format.count(parameters()))
        .tile(
            "training",
            Format.seconds(seconds),
            Format.count(Math.round(seeds.size() * config().steps() / seconds))
                + " steps per second");
  }

  private long solved() {
    return seeds.stream().filter(s -> s.test().mean() >= spec().solved()).count();
  }

  private void use(HtmlReport page, RunFolder folder) {
    List<String> lines = new ArrayList<>();
    lines.add("./vivarium rl watch --run %s".formatted(folder.dir()));
    lines.add("./vivarium rl evaluate --run %s --episodes 1000".formatted(folder.dir()));
    if (config().agent() != Agent.Q_LEARNING) {
      lines.add("");
      lines.add(
          "// Java, ai.djl: an observation to the values of actions, or to a policy's logits");
      lines.add("Criteria<NDList, NDList> criteria = Criteria.builder()");
      lines.add("    .setTypes(NDList.class, NDList.class)");
      lines.add("    .optModelPath(Path.of(\"%s/savedmodel\"))".formatted(folder.dir()));
      lines.add("    .build();");
    }
    page.section("How it was made", "The same command and seed give the same numbers.")
        .facts(config().options())
        .section(
            "How to use it", "To watch it, to test it for longer, and in DJL with no code of ours:")
        .code(String.join("\n", lines));
  }
}
