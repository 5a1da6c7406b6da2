package org.vivarium.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vivarium.bench.Results.Score;
import org.vivarium.bench.Results.Subject;

/** The results of a benchmark as a page of Markdown. */
public final class Table {
  private static final List<String> PRECISIONS = List.of("float32", "bfloat16");

  private static final double BUSY = .5;

  private final Results results;
  private final List<Work> works;

  private Table(Results results) {
    Set<String> models = results.timings().stream().map(Timing::model).collect(Collectors.toSet());
    this.results = results;
    this.works = Arrays.stream(Work.values()).filter(w -> models.contains(w.toString())).toList();
  }

  /** Arguments: file of results, the command that made it, the machine's load before it. */
  public static void main(String[] args) throws IOException {
    Table table = new Table(Results.read(Path.of(args[0])));
    table.head(args[1], args[2]);
    table.body("Training: ms per step", Timing.TRAIN);
    table.body("Inference: examples per second", Timing.INFER);
    table.bars();
  }

  private void head(String command, String load) throws IOException {
    line("# Benchmark");
    line("");
    line(
        "`%s` on %s: %s, %d cores, %s, Java %d; load %s before it began.",
        command,
        LocalDate.now(ZoneId.systemDefault()),
        processor(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name"),
        Runtime.version().feature(),
        load);
    line("Versions: %s.", String.join(", ", results.versions()));
    line("");
    works.forEach(
        w ->
            line(
                "- %s: %,d parameters, %s, batch %d, Adam",
                w.title, w.parameters, w.fed.text(), w.batch));
    line("");
    line("Each number is the median of a run, and of these the median over the rounds; in");
    line("brackets the time as a multiple of ours, so more than 1 is slower than we are.");
    if (Double.parseDouble(load) > BUSY) {
      line("%n**The machine was busy with something else: do not trust the ratios.**");
    }
    results.doubts().forEach(doubt -> line("%n**Not the same work?** %s.", doubt));
  }

  private void body(String title, String mode) {
    List<String> heads =
        works.stream().flatMap(w -> PRECISIONS.stream().map(p -> w.title + " " + p)).toList();
    line("");
    line("## %s", title);
    line("");
    row("", heads);
    row("---", heads.stream().map(h -> "---:").toList());
    Set<String> names =
        results.scores(s -> s.mode().equals(mode)).keySet().stream()
            .map(Subject::name)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    for (String name : names) {
      row(
          name,
          works.stream()
              .flatMap(w -> PRECISIONS.stream().map(p -> cell(name, w, p, mode)))
              .toList());
    }
  }

  private String cell(String name, Work work, String precision, String mode) {
    return results
        .fastest(
            s ->
                s.name().equals(name)
                    && s.model().equals(work.toString())
                    && s.precision().equals(precision)
                    && s.mode().equals(mode))
        .map(e -> cell(e.getValue(), results.ours(work, precision, mode), work, mode))
        .orElse("–");
  }

  private static String cell(Score score, Optional<Score> ours, Work work, String mode) {
    double ms = score.middle();
    String number = mode.equals(Timing.TRAIN) ? ms(ms) : text("%,.0f", 1e3 * work.batch / ms);
    return number + ours.map(o -> text(" (%.2f)", score.over(o).middle())).orElse("");
  }

  private void bars() {
    line("");
    line("## Bars");
    line("");
    row("ratio", List.of("median", "best rounds", "at most", ""));
    row("---", List.of("---:", "---:", "---:", "---"));
    for (Bars.Bar bar : new Bars(results).of(works)) {
      row(
          bar.what(),
          List.of(
              bar.ratio().map(r -> text("%.3f", r.middle())).orElse("–"),
              bar.ratio().map(r -> text("%.3f", r.best())).orElse("–"),
              text("%.2f", bar.limit()),
              bar.ratio().isEmpty() ? "not measured" : bar.passes() ? "pass" : "**fail**"));
    }
    line("");
    microseconds("A batch is made", Timing.PIPELINE, "uint8");
    microseconds("One image takes the raw session", Timing.RAW, "float32");
    microseconds("One image takes DJL", Timing.DJL, "float32");
  }

  private void microseconds(String what, String mode, String precision) {
    results
        .ours(Work.LENET, precision, mode)
        .ifPresent(score -> line("- %s: %.0f µs", what, 1e3 * score.middle()));
  }

  private static String ms(double ms) {
    return text(ms < 10 ? "%.2f" : ms < 100 ? "%.1f" : "%,.0f", ms);
  }

  /** The name of the processor, where the system tells it. */
  private static String processor() throws IOException {
    Path cpu = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(cpu)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(cpu)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    }
  }

  private static void row(String first, List<String> rest) {
    System.out.println("| " + first + " | " + String.join(" | ", rest) + " |");
  }

  private static void line(String format, Object... values) {
    System.out.println(text(format, values));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
