package org.vivarium.apps.nlp.tokenizer;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.vivarium.cli.Arguments;
import org.vivarium.cli.Command;
import org.vivarium.cli.Flags;
import org.vivarium.cli.Note;
import org.vivarium.text.Encoder;
import org.vivarium.text.Grammar;
import org.vivarium.text.TextFiles;
import org.vivarium.text.TokenizerConfig;
import org.vivarium.text.TrainedTokenizer;

/** {@code tokenizer train}: learns the tokens of texts and writes them to a file. */
public final class TokenizerTrain {
  static final String DEFAULT_OUT = "tokenizer.json";

  public static final Command COMMAND =
      new Command(
          "tokenizer train",
          "Learns tokens from texts and writes them as a tokenizer.json of Hugging Face.",
          "[FILE...]",
          "--kind bpe --vocab-size 1000 --out " + DEFAULT_OUT,
          List.of(
              Flags.option("kind", "NAME", "bpe, wordpiece, unigram, word or character", "bpe"),
              Flags.option("vocab-size", "N", "the most tokens, special ones included", 1000),
              Flags.option(
                  "min-frequency",
                  "N",
                  "what is rarer becomes no token",
                  "2 for merges, or else 1"),
              Flags.option("form", "NAME", "nfc, nfkc or none", "what is usual for the kind"),
              Flags.flag("lower-case", "make capitals small"),
              Flags.flag("strip-accents", "take marks off letters"),
              Flags.option("special", "TOKENS", "further special tokens, with commas between"),
              Flags.option(
                  "data",
                  "FILE",
                  "text in UTF-8, .gz too; more files may follow the options",
                  "stories made by a grammar"),
              Flags.limit(),
              Flags.option("out", "FILE", "what is written", DEFAULT_OUT),
              Flags.quiet()),
          TokenizerTrain::run);

  private static final int STORIES = 2000;
  private static final long SEED = 1;
  private static final int MEASURED = 20_000; // lines that the figures are of, at most

  private TokenizerTrain() {}

  private static void run(Arguments arguments) throws IOException {
    TrainConfig config = TrainConfig.parse(arguments);
    List<String> texts = texts(config);
    long start = System.nanoTime();
    TrainedTokenizer.train(config.tokenizer(), texts).write(config.out());
    Note.of(
        config.quiet(),
        "%d lines read, trained in %.1f s",
        texts.size(),
        (System.nanoTime() - start) / 1e9);
    try (Encoder encoder = Encoder.open(config.out());
        PrintStream out = Lines.out()) {
      String unknown = config.tokenizer().specials().get(1);
      Figures figures = Figures.of(encoder, unknown, texts.subList(0, measured(texts)));
      out.printf("size %d%n", encoder.size());
      out.printf("coverage %.4f%n", figures.coverage());
      out.printf("fertility %.3f tokens for each word%n", figures.fertility());
      out.printf("characters %.2f for each token%n", figures.charactersPerToken());
      out.printf("tokenizer %s%n", config.out().toAbsolutePath());
    }
    if (config.tokenizer().kind() == TokenizerConfig.Kind.WORD) {
      Note.of(config.quiet(), "words that are not in the vocabulary are one unknown token each");
    }
  }

  private static int measured(List<String> texts) {
    return Math.min(MEASURED, texts.size());
  }

  private static List<String> texts(TrainConfig config) throws IOException {
    List<String> texts = new ArrayList<>();
    if (config.data().isEmpty()) {
      texts.addAll(List.of(Grammar.text(STORIES, SEED).split("\n", -1)));
    }
    for (Path file : config.data()) {
      texts.addAll(TextFiles.lines(file));
    }
    return texts.subList(0, Math.min(config.limit(), texts.size()));
  }
}
