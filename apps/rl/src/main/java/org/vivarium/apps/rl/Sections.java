package org.vivarium.apps.rl;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.vivarium.report.Format;
import org.vivarium.report.Histogram;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.LineChart;
import org.vivarium.rl.Spec;

/** The sections of the report about learning and testing. */
record Sections(Config config, List<Learned> seeds, Learned best, Games floor) {
  private static final int BINS = 30;

  void write(HtmlReport page) {
    returns(page);
    test(page);
    exploration(page);
    expectations(page);
  }

  private Spec spec() {
    return config.network().spec();
  }

  private void returns(HtmlReport page) {
    Spread greedy = Spread.looks(seeds, Curves.Look::mean);
    Spread training = Spread.training(seeds, config.steps());
    page.section(
            "Does it learn?",
            "The return is the sum of an episode's rewards. On the left the agent is looked at"
                + " every now and then while it always takes the action it holds for the best, on"
                + " validation episodes of their own; on the right are the episodes it learns from,"
                + " in which it also tries what it does not hold for the best (the mean of the last"
                + " 20). The band lies between the lowest and the highest of "
                + seeds.size()
                + " seeds.")
        .lookFor(
            "A wide band: one lucky seed says nothing about an algorithm. A curve that falls again"
                + " after it was high: what is learned later overwrites what was learned before,"
                + " which is why the weights of the best look are kept and not the last. Returns of"
                + " training stay below those of the greedy agent as long as it explores.")
        .finding(finding())
        .figure(lines(chart("Greedy, on validation episodes", greedy)), "")
        .figure(lines(chart("While it learns", training)), "");
  }

  private String finding() {
    long solved = seeds.stream().filter(s -> s.curves().solvedAt(spec().solved()) > 0).count();
    String first =
        seeds.stream()
            .map(s -> s.curves().solvedAt(spec().solved()))
            .filter(step -> step > 0)
            .min(Comparator.naturalOrder())
            .map(step -> ", the first after " + Format.count(step) + " steps")
            .orElse("");
    return "%d of %d seeds came to a mean return of %s on validation episodes%s. At random it is %s."
        .formatted(
            solved,
            seeds.size(),
            Format.number(spec().solved()),
            first,
            Format.number(floor.mean()));
  }

  private LineChart chart(String title, Spread spread) {
    LineChart chart =
        LineChart.of(title, "step", "return").series("agent", spread.steps(), spread.mean());
    return seeds.size() > 1
        ? chart.band("agent", spread.steps(), spread.low(), spread.high())
        : chart;
  }

  private LineChart lines(LineChart chart) {
    double[] ends = {0, config.steps()};
    return chart
        .series("at random", ends, new double[] {floor.mean(), floor.mean()})
        .series("solved", ends, new double[] {spec().solved(), spec().solved()});
  }

  private void test(HtmlReport page) {
    List<List<Object>> rows = new ArrayList<>();
    for (Learned s : seeds) {
      int at = s.curves().solvedAt(spec().solved());
      rows.add(
          List.of(
              "seed " + s.seed() + (s.seed() == best.seed() ? ", kept" : ""),
              Format.number(s.validation()),
              Format.number(s.test().mean()),
              Format.number(s.test().deviation()),
              Format.number(s.test().lowest()),
              at > 0 ? Format.count(at) : "–",
              Format.seconds(s.seconds())));
    }
    rows.add(
        List.of(
            "at random",
            "–",
            Format.number(floor.mean()),
            Format.number(floor.deviation()),
            Format.number(floor.lowest()),
            "–",
            "–"));
    page.section(
            "The test",
            "%d episodes that nothing was chosen by, the same for every seed and for the floor: an agent"
                    .formatted(floor.returns().length)
                + " that acts at random. The weights of a seed are those of its best look, the seed"
                + " that is kept is the one that was best on validation episodes.")
        .lookFor(
            "A test return far below that of validation: the best of many looks is partly luck. A"
                + " low worst episode beside a high mean: an agent that mostly knows what it does.")
        .table(
            List.of(
                "agent", "validation", "test", "deviation", "worst", "solved at step", "training"),
            rows);
    if (best.test().deviation() > 0) {
      page.figure(histogram("Returns of the agent", best.test()), "")
          .figure(histogram("Returns at random", floor), "");
    }
  }

  private static Histogram histogram(String title, Games games) {
    return Histogram.of(title, "return", BINS, games.returns());
  }

  private void exploration(HtmlReport page) {
    if (config.agent().policy()) {
      double most = Math.log(spec().actions().size());
      page.section(
              "Exploration",
              ("The agent draws its actions from its policy, so it explores by being undecided. The"
                      + " entropy says how much: %.2f nats where all %d actions are as likely, 0 where"
                      + " it is certain.")
                  .formatted(most, spec().actions().size()))
          .lookFor(
              "A slow fall. Entropy that drops to nothing at once is an agent that stopped trying"
                  + " before it knew: raise --entropy or lower --lr. Entropy that stays up is one"
                  + " that has not found anything to prefer.")
          .figure(readings("Entropy of the policy", "nats", "entropy"), "");
    } else {
      page.section(
              "Exploration",
              ("With a chance of epsilon it acts at random, or it would never find out what other"
                      + " actions are worth; else it takes what it holds for the best. Epsilon falls"
                      + " from 1 to %s in %s steps.")
                  .formatted(
                      Format.number(config.exploring().last()),
                      Format.count(config.exploring().steps())))
          .lookFor(
              "Returns that begin to rise before epsilon is down: there was something to learn from"
                  + " what chance found. Where nothing is found by chance (a goal far away),"
                  + " explore for longer.")
          .figure(readings("Chance of a random action", "epsilon", "epsilon"), "")
          .figure(
              config.agent() == Agent.DQN
                  ? readings("Loss on what is drawn from the memory", "loss", "loss").logarithmic()
                  : readings("Size of the errors", "error", "error").logarithmic(),
              "The target moves with the network: unlike in supervised learning, this need not"
                  + " fall.");
    }
  }

  private LineChart readings(String title, String axis, String name) {
    ToDoubleFunction<Curves.Look> reading = look -> look.readings().getOrDefault(name, Double.NaN);
    Spread spread = Spread.looks(seeds, reading);
    LineChart chart =
        LineChart.of(title, "step", axis).series("agent", spread.steps(), spread.mean());
    return seeds.size() > 1 && Arrays.stream(spread.mean()).allMatch(Double::isFinite)
        ? chart.band("agent", spread.steps(), spread.low(), spread.high())
        : chart;
  }

  private void expectations(HtmlReport page) {
    Spread expected = Spread.looks(seeds, Curves.Look::expected);
    Spread got = Spread.looks(seeds, Curves.Look::got);
    int last = expected.mean().length - 1;
    page.section(
            "What it expects, and what it gets",
            ("At the start of each validation episode the agent has an opinion of what is to come:"
                    + " the discounted sum of the rewards, each step counting %s of the one before."
                    + " Beside it is what did come.")
                .formatted(Format.number(config.discount())))
        .lookFor(
            "Expectations far above what comes: the largest of several values that are all a little"
                + " wrong is mostly one that is too large (van Hasselt et al. 2016); try --double"
                + " on. Both curves together: it knows what it is in for.")
        .finding(
            "At the last look it expected %s and got %s, on average over the seeds."
                .formatted(Format.number(expected.mean()[last]), Format.number(got.mean()[last])))
        .figure(
            LineChart.of("Value of the first state", "step", "discounted return")
                .series("expected", expected.steps(), expected.mean())
                .series("got", got.steps(), got.mean()),
            "");
  }
}
