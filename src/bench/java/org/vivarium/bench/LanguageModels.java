package org.vivarium.bench;

import java.util.Arrays;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Native;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.layers.Losses;
import org.vivarium.text.Sampling;
import org.vivarium.zoo.Continuation;
import org.vivarium.zoo.Gpt;
import org.vivarium.zoo.LanguageModel;
import org.vivarium.zoo.LstmLanguageModel;

/**
 * Training steps and generation of language models at the sizes of {@code lm train}, as the NLP app
 * does them; {@code bench_lm.py} does the same in PyTorch.
 */
public final class LanguageModels {
  private static final int VOCABULARY = 65;
  private static final int BATCH = 32;
  private static final int TIME = 128;
  private static final int LONG_TEXT = 500; // tokens that the LSTM writes

  private LanguageModels() {}

  /** Arguments: gpt or lstm, train or generate, how many times, how many to warm up. */
  public static void main(String[] args) {
    boolean gpt = args[0].equals("gpt");
    LanguageModel model =
        gpt
            ? new Gpt(VOCABULARY, TIME, 128, 4, 4, 0)
            : new LstmLanguageModel(VOCABULARY, 256, 2, 0);
    int laps = Integer.parseInt(args[2]);
    int warmup = Integer.parseInt(args[3]);
    if (args[1].equals(Timing.TRAIN)) {
      train(args[0], model, laps, warmup);
    } else {
      generate(args[0], model, gpt ? TIME - 1 : LONG_TEXT, laps, warmup);
    }
  }

  private static void train(String name, LanguageModel model, int laps, int warmup) {
    int[] text = new int[BATCH * TIME + 1];
    Arrays.setAll(text, i -> ((i * Fed.KNUTH) >>> 24) % VOCABULARY);
    Shape shape = Shape.of(BATCH, TIME);
    int[] last = Arrays.copyOfRange(text, 1, text.length);
    try (Program program = new Program(1);
        Batch batch =
            new Batch(
                Map.of(
                    "tokens",
                        TInt32.tensorOf(shape, DataBuffers.of(Arrays.copyOf(text, BATCH * TIME))),
                    "labels", TInt32.tensorOf(shape, DataBuffers.of(last))))) {
      var tokens = program.input("tokens", TInt32.class, BATCH, TIME);
      var labels = program.input("labels", TInt32.class, BATCH, TIME);
      Value rows = model.build(program.training(), tokens).reshape(-1, VOCABULARY);
      var flat = program.tf().reshape(labels, program.tf().constant(new int[] {-1}));
      Optimizer optimizer = Optimizer.adamW(Rates.constant(Work.RATE), .1f).clipNorm(1);
      Value loss = Losses.sparseCrossEntropy(rows, flat).mean();
      Step step = program.minimize("train", loss, optimizer, "");
      Laps timed = Laps.ofLoss(laps, warmup, () -> program.run(step, batch).get("loss"));
      print(name, Timing.TRAIN, BATCH * TIME, program.size(), timed);
    }
  }

  private static void generate(String name, LanguageModel model, int length, int laps, int warmup) {
    Native.oneThread();
    Draws draws = new Draws(1, "generate");
    try (Continuation text = new Continuation(model)) {
      Laps timed =
          Laps.of(
              laps,
              warmup,
              () -> {
                text.forget();
                int token = 0;
                for (int i = 0; i < length; i++) {
                  token = Sampling.PLAIN.draw(text.read(token), draws);
                }
              });
      print(name, "generate", length, 0, timed);
    }
  }

  private static void print(String name, String mode, int tokens, long parameters, Laps laps) {
    double median = Laps.median(laps.ms());
    new Timing(
            "vivarium",
            Steps.version(),
            name,
            "float32",
            mode,
            "",
            tokens,
            laps.ms().length,
            median,
            Arrays.stream(laps.ms()).min().orElseThrow(),
            1e3 * tokens / median,
            parameters,
            laps.firstLoss(),
            laps.lastLoss())
        .print();
  }
}
