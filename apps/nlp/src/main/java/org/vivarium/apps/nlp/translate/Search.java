package org.vivarium.apps.nlp.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.Operand;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.zoo.Translator;

/**
 * A trained translator that writes: each source is read once, and with every token of a target only
 * that token is computed; keys, values and states of the past stay tensors of TensorFlow.
 */
final class Search implements AutoCloseable {
  private static final int AT_ONCE = 64; // sentences
  private static final int STEP = 8; // between lengths of sources
  private static final double MORE = 1.5; // tokens of a target for one of its source, at most
  private static final int AND_THEN = 10;
  private static final double WORTH = .75; // share of sentences left, at which the rest is dropped

  private final Pieces pieces;
  private final Network network;
  private final int width;
  private final double penalty;
  private final Program program = new Program(0);
  private final Map<Integer, Map<String, Value>> readers = new TreeMap<>();
  private final Walk.Graph graph;

  /**
   * A search of so many texts beside each other.
   *
   * @param penalty see {@link Beam}
   */
  Search(Network network, Weights trained, Pieces pieces, int width, double penalty) {
    this.pieces = pieces;
    this.network = network;
    this.width = width;
    this.penalty = penalty;
    try {
      Translator translator = network.translator();
      Model writer = translator.writer(width, most(network.longest()));
      Model.Inputs in = writer.declare(program);
      Map<String, Value> outputs = writer.build(program.serving(), in);
      this.graph =
          new Walk.Graph(
              program,
              width,
              candidates(outputs.remove("logits")),
              outputs.remove("weights"),
              outputs,
              kept(in));
      Operand<TInt32> source = program.input("source", TInt32.class, -1, -1);
      for (int length = STEP; length < network.longest() + STEP; length += STEP) {
        Map<String, Operand<?>> read = new LinkedHashMap<>();
        read.put("source", ofLength(source, length));
        read.put("mask", ofLength(in.numbers("mask"), length));
        readers.put(
            length, translator.reader(length).build(program.serving(), new Model.Inputs(read)));
      }
      program.load(trained);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  private static int most(int source) {
    return (int) (MORE * source) + AND_THEN;
  }

  private Operand<TInt32> ofLength(Operand<TInt32> x, int length) {
    return program.tf().reshape(x, program.tf().constant(new int[] {-1, length}));
  }

  private Value candidates(Value logits) {
    var tf = program.tf();
    float[] lowered = new float[network.vocabulary()];
    Arrays.stream(pieces.unspeakable()).forEach(token -> lowered[token] = -1e9f);
    Value scores = logits.of(tf.nn.logSoftmax(logits.plus(tf.constant(lowered))));
    var top =
        tf.nn.topK(scores, tf.constant(Math.min(width + 1, network.vocabulary())), TInt32.class);
    Value tokens = logits.of(tf.dtypes.cast(top.indices(), TFloat32.class)); // exact up to 2^24
    return Value.concat(1, List.of(tokens, logits.of(top.values())));
  }

  /** What was read, of some of the sentences. */
  private Map<String, Value> kept(Model.Inputs in) {
    var tf = program.tf();
    Operand<TInt32> some = program.input("some", TInt32.class, -1);
    Map<String, Value> kept = new LinkedHashMap<>();
    in.operands().keySet().stream()
        .filter(name -> name.startsWith(Translator.SOURCE))
        .forEach(
            name -> {
              Value whole = in.floats(name);
              kept.put(name, whole.of(tf.gather(whole, some, tf.constant(0))));
            });
    return kept;
  }

  /**
   * What became of a source.
   *
   * @param tokens with the end, unless it was cut short
   * @param weights how much of each token of the source went into each, {@code [tokens][source]};
   *     empty unless asked for
   */
  @SuppressWarnings("ArrayRecordComponent") // not written to
  record Found(int[] tokens, double score, float[][] weights) {}

  /** Translates sources of any lengths that the network knows, in their order. */
  List<Found> translate(int[][] sources) {
    Integer[] order = IntStream.range(0, sources.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, (i, j) -> Integer.compare(sources[i].length, sources[j].length));
    Found[] found = new Found[sources.length];
    for (int at = 0; at < order.length; at += AT_ONCE) {
      Integer[] some = Arrays.copyOfRange(order, at, Math.min(order.length, at + AT_ONCE));
      int[][] batch = Arrays.stream(some).map(i -> sources[i]).toArray(int[][]::new);
      List<Found> these = together(batch, false);
      for (int i = 0; i < some.length; i++) {
        found[some[i]] = these.get(i);
      }
    }
    return Arrays.asList(found);
  }

  /** Translates one source and says what was looked at; for greedy search only. */
  Found attentive(int[] source) {
    if (width != 1) {
      throw new IllegalStateException("attention is of one text, not of " + width);
    }
    return together(new int[][] {source}, true).get(0);
  }

  private List<Found> together(int[][] sources, boolean attentive) {
    int longest = Arrays.stream(sources).mapToInt(s -> s.length).max().orElse(1);
    int length = (longest + STEP - 1) / STEP * STEP;
    List<Beam> beams = new ArrayList<>();
    for (int[] source : sources) {
      beams.add(new Beam(width, penalty, most(source.length), pieces.begin(), pieces.end()));
    }
    List<float[]> seen = new ArrayList<>();
    try (Walk walk = new Walk(graph, readers.get(length), sources, length)) {
      List<Beam> live = new ArrayList<>(beams);
      IntUnaryOperator row = i -> i / width; // each sentence begins with one row of the past
      while (!live.isEmpty()) {
        walk.step(live, row);
        if (attentive) {
          seen.add(walk.weights());
        }
        int[] left = IntStream.range(0, live.size()).filter(i -> !live.get(i).done()).toArray();
        int[] stay =
            left.length > WORTH * live.size() ? IntStream.range(0, live.size()).toArray() : left;
        List<Beam> next = Arrays.stream(stay).mapToObj(live::get).toList();
        row = i -> stay[i / width] * width + next.get(i / width).from()[i % width];
        if (stay.length > 0 && stay.length < live.size()) {
          walk.narrow(stay);
        }
        live.clear();
        live.addAll(next);
      }
    }
    return beams.stream().map(beam -> found(beam, seen)).toList();
  }

  private static Found found(Beam beam, List<float[]> seen) {
    Beam.Text text = beam.best();
    return new Found(text.tokens(), beam.score(text), seen.toArray(float[][]::new));
  }

  @Override
  public void close() {
    program.close();
  }
}
