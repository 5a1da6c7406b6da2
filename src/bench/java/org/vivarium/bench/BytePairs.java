package org.vivarium.bench;

import com.google.gson.Gson;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.text.TextFiles;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.text.TrainedTokenizer;

/**
 * Training of byte-level BPE: {@code BytePairs CORPUS MERGES [tokenizer.json]} reads the lines of a
 * file, learns the merges once and prints a line of JSON. The process is new each time, as a person
 * would start it; {@code bench_tokenizer.py} does the same with the Hugging Face library.
 */
final class BytePairs {
  private static final int SPECIALS_AND_BYTES = 4 + 256;

  private BytePairs() {}

  public static void main(String[] args) throws IOException {
    long start = System.nanoTime();
    List<String> lines = TextFiles.lines(Path.of(args[0]));
    int vocabulary = SPECIALS_AND_BYTES + Integer.parseInt(args[1]);
    TokenizerConfig config = TokenizerConfig.of(TokenizerConfig.Kind.BPE, vocabulary);
    TrainedTokenizer tokenizer = TrainedTokenizer.train(config, lines);
    double seconds = (System.nanoTime() - start) / 1e9;
    if (args.length > 2) {
      tokenizer.write(Path.of(args[2]));
    }
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("framework", "vivarium");
    result.put("seconds", seconds);
    // of the whole process: all threads, the start of the virtual machine and its compiler too
    result.put("process_seconds", sinceStart());
    result.put("cpu_seconds", cpu());
    result.put("peak_mb", peakMegabytes());
    result.put("tokens", tokenizer.size());
    System.out.println(new Gson().toJson(result));
  }

  private static double sinceStart() {
    return ManagementFactory.getRuntimeMXBean().getUptime() / 1e3;
  }

  private static double cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3;
  }

  /** What the system gave to the process at most; only Linux tells. */
  private static double peakMegabytes() throws IOException {
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return Double.NaN;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
        .findFirst()
        .orElse(Double.NaN);
  }
}
