package org.vivarium.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Value;
import org.vivarium.zoo.Transformer;
import org.vivarium.zoo.Translator;

/**
 * A training step of a translator and greedy decoding with keys and values of the past, to stand
 * beside bench_translate.py: median milliseconds, and milliseconds of CPU of the process, which
 * tell even where other programs share the machine. Arguments: measured times, times to warm up.
 */
public final class Translating {
  private static final int VOCABULARY = 4000;
  private static final int SENTENCES = 64;
  private static final int TIME = 24;
  private static final int WRITTEN = 24;

  private Translating() {}

  public static void main(String[] args) {
    int laps = Integer.parseInt(args[0]);
    int warmup = Integer.parseInt(args[1]);
    Transformer network = new Transformer(VOCABULARY, 192, 4, 384, 2, true, true, .1f);
    train(network, laps, warmup);
    write(network, laps, warmup);
  }

  private static void print(String mode, double[] ms, double cpu) {
    System.out.printf(
        "vivarium %s: median %.1f ms, %.1f ms of CPU%n", mode, Laps.median(ms), cpu / ms.length);
  }

  private static double cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis();
  }

  /** Warms up, and then does the work under both clocks. */
  private static void measure(String mode, int laps, int warmup, Runnable work) {
    Laps.of(warmup, 0, work);
    double before = cpu();
    Laps timed = Laps.of(laps, 0, work);
    print(mode, timed.ms(), cpu() - before);
  }

  private static TInt32 tokens(int from) {
    int[] tokens = new int[SENTENCES * TIME];
    Arrays.setAll(tokens, i -> from + (int) (i * 2654435761L % (VOCABULARY - from)));
    return TInt32.tensorOf(Shape.of(SENTENCES, TIME), DataBuffers.of(tokens));
  }

  private static TInt32 ones() {
    int[] ones = new int[SENTENCES * TIME];
    Arrays.fill(ones, 1);
    return TInt32.tensorOf(Shape.of(SENTENCES, TIME), DataBuffers.of(ones));
  }

  private static void train(Transformer network, int laps, int warmup) {
    try (Program program = new Program(1);
        Batch batch =
            new Batch(
                Map.of(
                    "source", tokens(4), "mask", ones(), "target", tokens(5), "labels",
                    tokens(6)))) {
      Map<String, Operand<TInt32>> in = new LinkedHashMap<>();
      for (String name : List.of("source", "mask", "target", "labels")) {
        in.put(name, program.input(name, TInt32.class, -1, TIME));
      }
      Value loss =
          network
              .written(program.training(), in.get("source"), in.get("mask"), in.get("target"))
              .loss(in.get("labels"), .1f);
      Optimizer adam = Optimizer.adam(Rates.constant(Work.RATE)).clipNorm(1);
      Step step = program.minimize("train", loss, adam, "");
      measure("train", laps, warmup, () -> program.run(step, batch));
    }
  }

  private static void write(Transformer network, int laps, int warmup) {
    try (Program program = new Program(1);
        TInt32 source = tokens(4);
        TInt32 mask = ones()) {
      Model writer = network.writer(1, WRITTEN);
      Model.Inputs in = writer.declare(program);
      Map<String, Value> step = writer.build(program.serving(), in);
      var length = program.tf().constant(new int[] {-1, TIME});
      Map<String, Value> reader =
          network
              .reader(TIME)
              .build(
                  program.serving(),
                  new Model.Inputs(
                      Map.of(
                          "source",
                          program.input("source", TInt32.class, -1, TIME),
                          "mask",
                          program.tf().reshape(in.numbers("mask"), length))));
      Value logits = step.get("logits");
      var best = program.tf().math.argMax(logits, program.tf().constant(1), TInt32.class);
      Value next = logits.of(program.tf().dtypes.cast(best, TFloat32.class));
      Map<String, Value> past = new LinkedHashMap<>(step);
      past.keySet().removeIf(name -> !name.startsWith(Translator.PAST));
      measure("greedy", laps, warmup, () -> greedy(program, reader, next, past, source, mask));
    }
  }

  private static void greedy(
      Program program,
      Map<String, Value> reader,
      Value next,
      Map<String, Value> past,
      TInt32 source,
      TInt32 mask) {
    int[] rows = new int[SENTENCES];
    Arrays.setAll(rows, i -> i);
    int[] last = new int[SENTENCES];
    Arrays.fill(last, 2);
    List<Value> asked = new ArrayList<>(List.of(next));
    asked.addAll(past.values());
    Map<String, Tensor> fed = new LinkedHashMap<>(Map.of("source", source, "mask", mask));
    try (Result read = program.fetch(List.copyOf(reader.values()), new Batch(fed))) {
      int i = 0;
      for (String name : reader.keySet()) {
        fed.put(name, read.get(i++));
      }
      Result before = null;
      for (int t = 0; t < WRITTEN; t++) {
        try (TInt32 tokens = TInt32.tensorOf(Shape.of(SENTENCES, 1), DataBuffers.of(last));
            TInt32 from = TInt32.vectorOf(rows)) {
          fed.put("tokens", tokens);
          fed.put("rows", from);
          Result result = program.fetch(asked, new Batch(fed));
          if (before != null) {
            before.close();
          }
          before = result;
        }
        TFloat32 chosen = (TFloat32) before.get(0);
        for (int s = 0; s < SENTENCES; s++) {
          last[s] = (int) chosen.getFloat(s);
        }
        int at = 1;
        for (String name : past.keySet()) {
          fed.put(name, before.get(at++));
        }
      }
      before.close();
    }
  }
}
