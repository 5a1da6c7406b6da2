package org.vivarium.apps.anomaly;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;

/** {@code watch}: scores lines from standard input as they come. */
final class Watch {
  static final Command COMMAND =
      new Command(
          "watch",
          "Scores lines of CSV or JSON from standard input as they come.",
          "--run " + Train.DEFAULT_OUT + " --format json",
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'train'", Train.DEFAULT_OUT),
              Flags.option("format", "NAME", "what is printed: json or csv", "json"),
              Flags.flag("only-anomalies", "print no others"),
              Flags.quiet()),
          Watch::run);

  private static final int LONGEST = 1 << 20; // characters of a line, more of which are not kept

  private Watch() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(Train.DEFAULT_OUT));
    boolean json = a.choice("format", "json", List.of("json", "csv")).equals("json");
    boolean only = a.flag("only-anomalies");
    try (Store.Opened opened = Store.open(run);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      Counts counts =
          watch(opened, in, System.out, a.flag("quiet") ? null : System.err, json, only);
      System.err.printf(
          "%d lines: %d scored, %d anomalies, %d broken%n",
          counts.lines, counts.scored, counts.anomalies, counts.broken);
    }
  }

  /** How a stream went. */
  record Counts(long lines, long scored, long anomalies, long broken) {}

  /**
   * Scores until the stream ends. A line that is broken is told, counted and left out.
   *
   * @param told where broken lines are told; null for nowhere
   */
  static Counts watch(
      Store.Opened opened,
      BufferedReader in,
      PrintStream out,
      PrintStream told,
      boolean json,
      boolean onlyAnomalies)
      throws IOException {
    LineReader reader = new LineReader(opened.about());
    double threshold = opened.about().threshold();
    long lines = 0;
    long scored = 0;
    long anomalies = 0;
    long broken = 0;
    StringBuilder line = new StringBuilder();
    while (next(in, line)) {
      lines++;
      try {
        if (line.length() > LONGEST) {
          throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        double[] row = reader.row(line.toString());
        if (row.length == 0) {
          continue; // names, a blank line, or a window that is not full yet
        }
        double score = opened.trained().score(new double[][] {row})[0];
        boolean anomaly = score > threshold;
        scored++;
        anomalies += anomaly ? 1 : 0;
        if (anomaly || !onlyAnomalies) {
          out.println(text(json, lines, score, anomaly));
          if (!in.ready()) {
            out.flush();
          }
        }
      } catch (IllegalArgumentException e) {
        broken++;
        if (told != null) {
          told.println("line " + lines + goingOn(e.getMessage()));
        }
      }
      if (out.checkError()) {
        break; // nobody reads any more
      }
    }
    return new Counts(lines, scored, anomalies, broken);
  }

  /** Messages go on from the line's number, some with a comma. */
  private static String goingOn(String message) {
    return message.startsWith(",") || message.startsWith(" ") ? message : " " + message;
  }

  private static String text(boolean json, long line, double score, boolean anomaly) {
    String format = json ? "{\"line\":%d,\"score\":%s,\"anomaly\":%b}" : "%d,%s,%b";
    return String.format(Locale.ROOT, format, line, score, anomaly);
  }

  /** Reads a line, of which no more than is allowed is kept; false at the end. */
  private static boolean next(BufferedReader in, StringBuilder line) throws IOException {
    line.setLength(0);
    int c = in.read();
    if (c < 0) {
      return false;
    }
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (line.length() <= LONGEST) {
        line.append((char) c);
      }
    }
    return true;
  }
}
