package org.vivarium.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Losses;

class TranslatorTest {
  private static final int SEED = 3; // of weights, which are a function of it and their paths
  private static final int VOCABULARY = 13;
  private static final int TIME = 5;
  private static final int[][] SOURCES = {{4, 5, 6, 7, 3}, {8, 9, 3, 0, 0}};
  private static final int[][] MASKS = {{1, 1, 1, 1, 1}, {1, 1, 1, 0, 0}};
  // two for each source, which share their first tokens
  private static final int[][] TARGETS = {
    {2, 4, 6, 8, 10}, {2, 4, 6, 11, 5}, {2, 9, 8, 7, 12}, {2, 9, 8, 4, 4}
  };

  static List<Translator> translators() {
    Transformer transformer = new Transformer(VOCABULARY, 8, 2, 12, 2, true, .1f);
    return List.of(
        transformer, transformer.normFirst(true), new GruAttention(VOCABULARY, 8, 6, .1f));
  }

  @ParameterizedTest
  @MethodSource("translators")
  void writesTokenByTokenWhatItWritesAtOnce(Translator translator) {
    float[][][] wanted = atOnce(translator);
    try (Program program = new Program(SEED)) {
      Model writer = translator.writer(2, 9);
      Model.Inputs in = writer.declare(program);
      Map<String, Value> step = writer.build(program.serving(), in);
      Map<String, Value> reader = reader(translator, program, in);

      Map<String, Weights.Array> held = new TreeMap<>();
      Map<String, Tensor> fed = new LinkedHashMap<>();
      fed.put("source", ints(SOURCES));
      fed.put("mask", ints(MASKS));
      computed(program, reader, fed, held);
      int[] rows = {0, 0, 1, 1}; // both targets of a source begin with what was read of it
      for (int t = 0; t < TIME; t++) {
        int at = t;
        int[] tokens = Arrays.stream(TARGETS).mapToInt(target -> target[at]).toArray();
        fed = new LinkedHashMap<>();
        fed.put("mask", ints(MASKS));
        fed.put("tokens", TInt32.tensorOf(Shape.of(2, 2), DataBuffers.of(tokens)));
        fed.put("rows", TInt32.vectorOf(rows));
        for (Map.Entry<String, Weights.Array> e : held.entrySet()) {
          fed.put(e.getKey(), floats(e.getValue()));
        }
        computed(program, step, fed, held);
        float[] logits = held.remove("logits").data();
        held.remove("weights");
        for (int row = 0; row < TARGETS.length; row++) {
          assertThat(Arrays.copyOfRange(logits, row * VOCABULARY, (row + 1) * VOCABULARY))
              .as("token %d of text %d", at, row)
              .containsExactly(wanted[row][at], within(1e-4f));
        }
        rows = t == 1 ? new int[] {1, 0, 2, 2} : new int[] {0, 1, 2, 3}; // equal up to there
      }
    }
  }

  private static Map<String, Value> reader(
      Translator translator, Program program, Model.Inputs in) {
    var length = program.tf().constant(new int[] {-1, TIME});
    return translator
        .reader(TIME)
        .build(
            program.serving(),
            new Model.Inputs(
                Map.of(
                    "source",
                    program.input("source", TInt32.class, -1, TIME),
                    "mask",
                    program.tf().reshape(in.numbers("mask"), length))));
  }

  /** Computes values and keeps them by their names; closes what is fed. */
  private static void computed(
      Program program,
      Map<String, Value> values,
      Map<String, Tensor> fed,
      Map<String, Weights.Array> kept) {
    try (Batch batch = new Batch(fed)) {
      values.forEach((name, value) -> kept.put(name, program.compute(value, batch)));
    }
  }

  /** The logits of each target after each token. */
  private static float[][][] atOnce(Translator translator) {
    Model whole = translator.model(TIME);
    try (Program program = new Program(SEED);
        Batch batch =
            new Batch(
                Map.of(
                    "source",
                    ints(twice(SOURCES)),
                    "mask",
                    ints(twice(MASKS)),
                    "target",
                    ints(TARGETS)))) {
      Value logits = whole.build(program.serving(), whole.declare(program)).get("logits");
      float[] flat = program.compute(logits, batch).data();
      float[][][] logitsOf = new float[TARGETS.length][TIME][];
      for (int i = 0; i < TARGETS.length * TIME; i++) {
        logitsOf[i / TIME][i % TIME] =
            Arrays.copyOfRange(flat, i * VOCABULARY, (i + 1) * VOCABULARY);
      }
      return logitsOf;
    }
  }

  @ParameterizedTest
  @MethodSource("translators")
  void lossIsThatOfSmoothedLabelsWithoutPadding(Translator translator) {
    int[][] labels = {{4, 6, 8, 3, 0}, {9, 3, 0, 0, 0}};
    int[] real = {0, 1, 2, 3, 5, 6}; // places of tokens
    int[] wanted = {4, 6, 8, 3, 9, 3};
    try (Program program = new Program(SEED);
        Batch batch =
            new Batch(
                Map.of(
                    "source",
                    ints(SOURCES),
                    "mask",
                    ints(MASKS),
                    "target",
                    ints(new int[][] {TARGETS[0], TARGETS[2]}),
                    "labels",
                    ints(labels)))) {
      var tf = program.tf();
      Translator.Written written =
          translator.written(
              program.serving(),
              program.input("source", TInt32.class, -1, TIME),
              program.input("mask", TInt32.class, -1, TIME),
              program.input("target", TInt32.class, -1, TIME));
      var told = program.input("labels", TInt32.class, -1, TIME);
      Value rows = written.logits().reshape(-1, VOCABULARY);
      Value some = rows.of(tf.gather(rows, tf.constant(real), tf.constant(0)));
      List<Value> pairs = new ArrayList<>(); // all of it is written before the first run
      for (float smoothing : new float[] {0, .1f}) {
        Value targets = Losses.smoothed(Losses.oneHot(some, tf.constant(wanted)), smoothing);
        pairs.add(written.loss(told, smoothing));
        pairs.add(Losses.crossEntropy(some, targets));
      }
      float[] losses = new float[pairs.size()];
      for (int i = 0; i < losses.length; i++) {
        losses[i] = program.compute(pairs.get(i), batch).data()[0];
      }
      assertThat(losses[0]).isCloseTo(losses[1], within(1e-5f));
      assertThat(losses[2])
          .isCloseTo(losses[3], within(1e-5f))
          .isNotCloseTo(losses[0], within(.001f));
    }
  }

  @Test
  void transformerOfSeveralTablesDoesNotWrite() {
    Transformer untied = new Transformer(VOCABULARY, 8, 2, 12, 2, false, 0);
    try (Program program = new Program(SEED)) {
      Model reader = untied.reader(TIME);
      Model.Inputs in = reader.declare(program);
      assertThatThrownBy(() -> reader.build(program.serving(), in))
          .hasMessage("only a Transformer with one table for all writes");
    }
  }

  private static int[][] twice(int[][] rows) {
    return Arrays.stream(rows).flatMap(row -> Stream.of(row, row)).toArray(int[][]::new);
  }

  private static TInt32 ints(int[][] rows) {
    int[] flat = Arrays.stream(rows).flatMapToInt(Arrays::stream).toArray();
    return TInt32.tensorOf(Shape.of(rows.length, rows[0].length), DataBuffers.of(flat));
  }

  private static TFloat32 floats(Weights.Array a) {
    return TFloat32.tensorOf(Shape.of(a.shape()), DataBuffers.of(a.data()));
  }
}
