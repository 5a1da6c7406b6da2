package org.vivarium.apps.nlp.lm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Native;
import org.vivarium.text.Sampling;

/** {@code lm generate}: text that nobody wrote, told while it appears. */
public final class LmGenerate {
  private static final int MOST = 10_000_000;

  public static final Command COMMAND =
      new Command(
          "lm generate",
          "Writes text with a trained language model.",
          "--run " + LmTrain.DEFAULT_OUT + " --length 300 --temperature 0.8 --seed 1",
          List.of(
              Flags.option("run", "FOLDER", "a run folder of 'lm train'", LmTrain.DEFAULT_OUT),
              Flags.option("prompt", "TEXT", "to go on from (default: the start of a line)"),
              Flags.option("length", "N", "tokens that are written", 500),
              Flags.option("temperature", "X", "0 takes the likeliest token, 2 is wild", 1),
              Flags.option("top-k", "K", "draw from the K likeliest tokens; 0 for all", 0),
              Flags.option(
                  "top-p", "P", "draw from the likeliest tokens of this probability together", 1),
              Flags.option("count", "N", "how many texts", 1),
              Flags.seed(1),
              Flags.quiet()),
          LmGenerate::run);

  private LmGenerate() {}

  private static void run(Arguments a) throws IOException {
    Path run = a.path("run").orElse(Path.of(LmTrain.DEFAULT_OUT));
    Optional<String> prompt = a.text("prompt");
    int length = a.integer("length", 500, 1, MOST);
    Sampling sampling =
        new Sampling(
            a.number("temperature", 1, 0, 1000),
            a.integer("top-k", 0, 0, Integer.MAX_VALUE),
            a.number("top-p", 1, 1e-9, 1));
    int count = a.integer("count", 1, 1, MOST);
    long seed = a.whole("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE);
    boolean quiet = a.flag("quiet");
    Native.oneThread();
    try (Author author = Author.ofRun(run)) {
      int[] before = prompt.isPresent() ? author.read(prompt.get()) : author.opening();
      if (before.length > author.reach()) {
        Note.of(
            quiet,
            "the prompt has %d tokens; the model sees the last %d of them",
            before.length,
            author.reach());
      }
      long start = System.nanoTime();
      for (int i = 0; i < count; i++) {
        tell(prompt.orElse(""));
        author.write(before, length, sampling, new Draws(seed, "text", i), LmGenerate::tell);
        tell(i + 1 < count ? "\n----\n" : "\n");
      }
      double seconds = (System.nanoTime() - start) / 1e9;
      long tokens = (long) count * length;
      Note.of(quiet, "%d tokens, %.0f a second", tokens, tokens / seconds);
    }
  }

  /** UTF-8, whatever the terminal's encoding is said to be, at once. */
  private static void tell(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.out.write(bytes, 0, bytes.length);
    System.out.flush();
  }
}
