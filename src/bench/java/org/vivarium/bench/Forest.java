package org.vivarium.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.vivarium.anomaly.IsolationForest;
import org.vivarium.data.Draws;

/**
 * Seconds to fit an isolation forest of 100 trees to 100,000 rows of 20 columns and to score them,
 * and the same in scikit-learn beside it, in turns: {@code Forest PYTHON SCRIPT [ROUNDS]}, where
 * the script is {@code src/bench/python/bench_forest.py}.
 */
public final class Forest {
  private static final int ROWS = 100_000;
  private static final int COLUMNS = 20;
  private static final int WARM_UP = 2;

  private Forest() {}

  public static void main(String[] args) throws IOException {
    int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
    double[][] rows = rows();
    Path data = Files.createTempFile("rows", ".bin");
    try {
      write(data, rows);
      Process python =
          new ProcessBuilder(args[0], args[1], data.toString(), "" + ROWS, "" + COLUMNS)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try (PrintWriter ask = new PrintWriter(python.outputWriter(StandardCharsets.UTF_8), true);
          BufferedReader told = python.inputReader(StandardCharsets.UTF_8)) {
        System.out.println("scikit-learn " + told.readLine());
        compare(rows, rounds, ask, told);
      } finally {
        python.destroy();
      }
    } finally {
      Files.delete(data);
    }
  }

  private static void compare(double[][] rows, int rounds, PrintWriter ask, BufferedReader told)
      throws IOException {
    double[][] seconds = new double[3][rounds];
    String[] jobs = {"None", "-1"};
    for (int round = -WARM_UP; round < rounds; round++) {
      double ours = ours(rows);
      for (int j = 0; j < jobs.length; j++) {
        ask.println(jobs[j]);
        double theirs = Double.parseDouble(told.readLine());
        seconds[1 + j][Math.max(0, round)] = theirs;
      }
      seconds[0][Math.max(0, round)] = ours;
    }
    print("Vivarium", seconds[0]);
    print("scikit-learn, default", seconds[1]);
    print("scikit-learn, n_jobs=-1", seconds[2]);
  }

  private static double ours(double[][] rows) {
    long start = System.nanoTime();
    double[] scores = new IsolationForest(1).fit(rows).score(rows);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (!(Arrays.stream(scores).max().orElse(0) > .5)) {
      throw new IllegalStateException("the scores are not those of a forest");
    }
    return seconds;
  }

  private static void print(String who, double[] seconds) {
    System.out.printf(
        Locale.ROOT,
        "%-24s median %.3f s, best %.3f s%n",
        who,
        Laps.median(seconds),
        Arrays.stream(seconds).min().orElseThrow());
  }

  private static double[][] rows() {
    Draws draws = new Draws(1, "rows");
    double[][] rows = new double[ROWS][COLUMNS];
    for (double[] row : rows) {
      Arrays.setAll(row, c -> draws.normal());
    }
    return rows;
  }

  private static void write(Path file, double[][] rows) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.allocate(ROWS * COLUMNS * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    for (double[] row : rows) {
      Arrays.stream(row).forEach(bytes::putDouble);
    }
    Files.write(file, bytes.array());
  }
}
