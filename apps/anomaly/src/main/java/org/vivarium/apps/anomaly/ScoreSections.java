package org.vivarium.apps.anomaly;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.vivarium.data.Images;
import org.vivarium.data.Scaling;
import org.vivarium.report.ContactSheet;
import org.vivarium.report.Format;
import org.vivarium.report.Histogram;
import org.vivarium.report.HtmlReport;
import org.vivarium.report.Picture;

/** The parts of a report that show scores and the rows behind them. */
record ScoreSections(Problem problem) {
  private static final int BINS = 40;
  private static final double CUT = .01; // of the scores on either side, drawn at the edge
  private static final int SHOWN = 16;
  private static final int COLUMNS = 6;
  private static final int TOP = 3; // columns of a table that are named

  /** How the scores of the usual and of the anomalies fall. */
  void histograms(HtmlReport page, Outcome outcome) {
    double[] sorted = Arrays.stream(outcome.scores()).sorted().toArray();
    double low = sorted[(int) (CUT * (sorted.length - 1))];
    double high = sorted[(int) ((1 - CUT) * (sorted.length - 1))];
    high = high > low ? high : low + 1;
    page.section(
        "Scores of " + outcome.kind(),
        "How the scores fall; 1 %% of them on either side is drawn at the edge. The threshold is %s."
            .formatted(Format.number(outcome.threshold())));
    if (outcome.detection().isPresent()) {
      page.lookFor(
          "Two heaps with a gap between them. Where they overlap, no threshold helps: this detector does"
              + " not see what makes those rows anomalies.");
    }
    page.figure(histogram("Usual rows", low, high, outcome, i -> !anomalous(i)), "");
    if (outcome.detection().isPresent()) {
      page.figure(histogram("Anomalies", low, high, outcome, this::anomalous), "");
    }
  }

  private boolean anomalous(int i) {
    return problem.test().anomalous()[i];
  }

  private static Histogram histogram(
      String title, double low, double high, Outcome outcome, IntPredicate which) {
    long[] counts = new long[BINS];
    IntStream.range(0, outcome.scores().length)
        .filter(which)
        .mapToDouble(i -> (outcome.scores()[i] - low) / (high - low) * BINS)
        .forEach(place -> counts[(int) Math.max(0, Math.min(BINS - 1, place))]++);
    return new Histogram(title, "score", low, high, Arrays.stream(counts).boxed().toList());
  }

  /** The most and the least unusual rows, and the mistakes. */
  void galleries(HtmlReport page, Outcome outcome) {
    page.section(
            "The most and the least unusual, by " + outcome.kind(),
            "The test rows with the highest and the lowest scores, whatever they are.")
        .lookFor(
            "What the least unusual have in common is what the detector takes for typical. Often it is the"
                + " simplest: a thin stroke is easy to explain.");
    page.text("Highest scores:");
    show(page, outcome, highest(outcome, i -> true, true));
    page.text("Lowest scores:");
    show(page, outcome, highest(outcome, i -> true, false));
    if (outcome.detection().isPresent()) {
      page.section(
          "Mistakes of " + outcome.kind(),
          "Usual rows that scored highest, above the threshold of %s, and anomalies that scored lowest,"
                  .formatted(Format.number(outcome.threshold()))
              + " below it.");
      int[] alarms =
          highest(outcome, i -> !anomalous(i) && outcome.scores()[i] > outcome.threshold(), true);
      int[] missed =
          highest(outcome, i -> anomalous(i) && outcome.scores()[i] <= outcome.threshold(), false);
      page.text(alarms.length == 0 ? "There was no false alarm." : "False alarms:");
      show(page, outcome, alarms);
      page.text(missed.length == 0 ? "No anomaly was missed." : "Missed anomalies:");
      show(page, outcome, missed);
    }
  }

  private int[] highest(Outcome outcome, IntPredicate which, boolean high) {
    Comparator<Integer> byScore = Comparator.comparingDouble(i -> outcome.scores()[i]);
    return IntStream.range(0, outcome.scores().length)
        .filter(which)
        .boxed()
        .sorted(high ? byScore.reversed() : byScore)
        .limit(SHOWN)
        .mapToInt(i -> i)
        .toArray();
  }

  private void show(HtmlReport page, Outcome outcome, int[] rows) {
    if (rows.length == 0) {
      return;
    }
    if (problem.test().images().isPresent()) {
      Images images = problem.test().images().get();
      page.gallery(
          Arrays.stream(rows)
              .mapToObj(
                  i ->
                      new HtmlReport.Shot(
                          picture(images, i),
                          images.classes().get(images.labels()[i]),
                          Format.number(outcome.scores()[i])))
              .toList());
      return;
    }
    List<List<Object>> table = new ArrayList<>();
    Scaling scaling = Scaling.of(problem.training().rows());
    for (int i : rows) {
      table.add(
          List.of(
              i + 1,
              anomalous(i) ? "anomaly" : "",
              Format.number(outcome.scores()[i]),
              farthest(scaling, problem.test().rows()[i])));
    }
    page.table(List.of("test row", "", "score", "columns farthest from their mean"), table);
  }

  private static Picture picture(Images images, int i) {
    return new Picture(images.height(), images.width(), images.channels(), images.pixels()[i]);
  }

  /** The columns that deviate most, each by itself, in standard deviations. */
  private String farthest(Scaling scaling, double[] row) {
    double[] scaled = scaling.apply(new double[][] {row})[0];
    List<String> words =
        IntStream.range(0, scaled.length)
            .boxed()
            .sorted(Comparator.comparingDouble(c -> -Math.abs(scaled[c])))
            .limit(TOP)
            .map(
                c ->
                    "%s = %s (%+.1f σ)"
                        .formatted(problem.columns().get(c), Format.number(row[c]), scaled[c]))
            .toList();
    return String.join(", ", words);
  }

  /** Test images, what a network makes of them, and where it errs. */
  void reconstructions(HtmlReport page, Trained trained, Outcome outcome) {
    page.section(
            "What %s gives back".formatted(trained.kind()),
            "Usual test images and anomalies, drawn at random, each above what the network gives back and"
                + " a map of the squared error: black is none, white the most.")
        .lookFor(
            "Anomalies that come back as something usual, with the error where they differ. An anomaly"
                + " that comes back as it is went unnoticed: the code has room for it.");
    List<ContactSheet.Column> columns = new ArrayList<>();
    columns.addAll(columns("usual", trained, outcome, i -> !anomalous(i)));
    columns.addAll(columns("anomaly", trained, outcome, this::anomalous));
    page.image(
        new ContactSheet(columns).png(),
        "test images with their reconstructions and maps of the error",
        "The number is the score.");
  }

  private List<ContactSheet.Column> columns(
      String name, Trained trained, Outcome outcome, IntPredicate which) {
    int[] all = IntStream.range(0, outcome.scores().length).filter(which).toArray();
    int[] some =
        Arrays.stream(Problem.shuffled(all.length, 1, "shown", Math.min(COLUMNS, all.length)))
            .map(i -> all[i])
            .toArray();
    double[][] rows =
        Arrays.stream(some).mapToObj(i -> problem.test().rows()[i]).toArray(double[][]::new);
    double[][] given = trained.network().orElseThrow().compute("reconstruction", rows);
    List<ContactSheet.Column> columns = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      columns.add(
          new ContactSheet.Column(
              name + " " + Format.number(outcome.scores()[some[i]]),
              List.of(grey(rows[i]), grey(given[i]), heat(rows[i], given[i]))));
    }
    return columns;
  }

  private Picture grey(double[] row) {
    byte[] bytes = new byte[row.length];
    for (int i = 0; i < row.length; i++) {
      bytes[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, row[i])));
    }
    return new Picture(
        problem.shape().get(0), problem.shape().get(1), problem.shape().get(2), bytes);
  }

  /** Black over red and yellow to white. */
  private Picture heat(double[] row, double[] given) {
    int channels = problem.shape().get(2);
    byte[] rgb = new byte[3 * (row.length / channels)];
    for (int p = 0; p < row.length / channels; p++) {
      int first = p * channels;
      double error =
          DoubleStream.iterate(0, c -> c < channels, c -> c + 1)
              .map(c -> Math.pow(row[first + (int) c] - given[first + (int) c], 2))
              .sum();
      double warm = Math.min(1, error / channels) * 3;
      for (int c = 0; c < 3; c++) {
        rgb[3 * p + c] = (byte) Math.round(255 * Math.max(0, Math.min(1, warm - c)));
      }
    }
    return new Picture(problem.shape().get(0), problem.shape().get(1), 3, rgb);
  }
}
