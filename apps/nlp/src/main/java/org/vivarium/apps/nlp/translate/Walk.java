package org.vivarium.apps.nlp.translate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.zoo.Translator;

/** Some sentences while they are translated: what TensorFlow holds of them, token by token. */
final class Walk implements AutoCloseable {
  /**
   * What a step is made of.
   *
   * @param width texts beside each other for each sentence
   * @param candidates {@code [rows, 2 n]}: the n likeliest tokens, then their log-probabilities
   * @param weights over the source
   * @param past for the next step, by the name of its input
   * @param kept what was read, of {@code some} of the sentences, by the name of its input
   */
  record Graph(
      Program program,
      int width,
      Value candidates,
      Value weights,
      Map<String, Value> past,
      Map<String, Value> kept) {
    private List<Value> asked() {
      List<Value> asked = new ArrayList<>(List.of(candidates, weights));
      asked.addAll(past.values());
      return asked;
    }
  }

  private final Graph graph;
  private final int length;
  private int[][] sources;
  private Map<String, Tensor> source = new LinkedHashMap<>();
  private Map<String, Tensor> past = new LinkedHashMap<>();
  private Result read; // owns the source, and at first the past
  private Result written; // owns the past

  /** Reads the sources, with a reader of this length. */
  Walk(Graph graph, Map<String, Value> reader, int[][] sources, int length) {
    this.graph = graph;
    this.sources = sources;
    this.length = length;
    Map<String, Tensor> fed = Map.of("source", rows(sources, false), "mask", rows(sources, true));
    try (Batch batch = new Batch(fed)) {
      read = graph.program.fetch(List.copyOf(reader.values()), batch);
    }
    int i = 0;
    for (String name : reader.keySet()) {
      (name.startsWith(Translator.PAST) ? past : source).put(name, read.get(i++));
    }
  }

  /**
   * Lets every sentence grow by a token.
   *
   * @param row of the past that each text goes on from
   */
  void step(List<Beam> beams, IntUnaryOperator row) {
    int[] last = beams.stream().flatMapToInt(b -> Arrays.stream(b.last())).toArray();
    int[] from = IntStream.range(0, last.length).map(row).toArray();
    Map<String, Tensor> own =
        Map.of(
            "tokens",
            TInt32.tensorOf(Shape.of(beams.size(), graph.width), DataBuffers.of(last)),
            "rows",
            TInt32.vectorOf(from),
            "mask",
            rows(sources, true));
    Map<String, Tensor> fed = new LinkedHashMap<>(own);
    fed.putAll(source);
    fed.putAll(past);
    Result result;
    try {
      result = graph.program.fetch(graph.asked(), new Batch(fed)); // not all of it is ours to close
    } finally {
      own.values().forEach(Tensor::close);
    }
    if (written != null) {
      written.close();
    }
    written = result;
    int i = 2; // behind the candidates and the weights
    for (String name : graph.past.keySet()) {
      past.put(name, result.get(i++));
    }
    grow(beams, floats(0));
  }

  private void grow(List<Beam> beams, float[] flat) {
    int columns = flat.length / (beams.size() * graph.width);
    int half = columns / 2;
    for (int b = 0; b < beams.size(); b++) {
      int[][] tokens = new int[graph.width][half];
      float[][] scores = new float[graph.width][];
      for (int k = 0; k < graph.width; k++) {
        int start = (b * graph.width + k) * columns;
        for (int c = 0; c < half; c++) {
          tokens[k][c] = (int) flat[start + c];
        }
        scores[k] = Arrays.copyOfRange(flat, start + half, start + columns);
      }
      if (!beams.get(b).done()) {
        beams.get(b).grow(tokens, scores);
      }
    }
  }

  /** What the last token of the first sentence looked at, by token of its source. */
  float[] weights() {
    return Arrays.copyOf(floats(1), sources[0].length);
  }

  /** Goes on with the sentences at some places only. */
  void narrow(int[] places) {
    Map<String, Tensor> fed = new LinkedHashMap<>(source);
    try (TInt32 some = TInt32.vectorOf(places)) {
      fed.put("some", some);
      Result fewer = graph.program.fetch(List.copyOf(graph.kept.values()), new Batch(fed));
      read.close();
      read = fewer;
    }
    int i = 0;
    for (String name : graph.kept.keySet()) {
      source.put(name, read.get(i++));
    }
    sources = Arrays.stream(places).mapToObj(place -> sources[place]).toArray(int[][]::new);
  }

  private TInt32 rows(int[][] tokens, boolean mask) {
    int[] flat = new int[tokens.length * length];
    for (int i = 0; i < tokens.length; i++) {
      for (int t = 0; t < tokens[i].length; t++) {
        flat[i * length + t] = mask ? 1 : tokens[i][t];
      }
    }
    return TInt32.tensorOf(Shape.of(tokens.length, length), DataBuffers.of(flat));
  }

  private float[] floats(int output) {
    TFloat32 tensor = (TFloat32) written.get(output);
    float[] data = new float[Math.toIntExact(tensor.size())];
    tensor.copyTo(DataBuffers.of(data));
    return data;
  }

  @Override
  public void close() {
    read.close();
    if (written != null) {
      written.close();
    }
  }
}
