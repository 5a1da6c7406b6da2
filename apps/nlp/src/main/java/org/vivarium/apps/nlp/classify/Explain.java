package org.vivarium.apps.nlp.classify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.text.Buckets;
import org.vivarium.text.Sequences;
import org.vivarium.text.TokenBatches;

/** Says which words of a text an answer hangs on. */
final class Explain implements AutoCloseable {
  private final Network network;
  private final Vocabulary vocabulary;
  private final Serving serving;
  private final Optional<Attention> attention;

  /**
   * What a network says to a text, and why.
   *
   * @param answer the likeliest class
   * @param occlusion for each token, how much less likely the answer is when it is hidden (Zeiler
   *     and Fergus 2014, over words as in Li et al. 2016)
   * @param attention for each token, the share that all places took of it in the last block, the
   *     mean over heads; empty for networks that do not attend
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Reason(
      List<String> tokens,
      float[] probabilities,
      int answer,
      double[] occlusion,
      Optional<double[]> attention) {}

  Explain(Network network, Vocabulary vocabulary, Serving serving, Weights weights) {
    this.network = network;
    this.vocabulary = vocabulary;
    this.serving = serving;
    this.attention =
        network.attends() ? Optional.of(new Attention(network, weights)) : Optional.empty();
  }

  Reason of(String text) {
    int[] tokens = vocabulary.encode(List.of(text)).tokens()[0];
    List<int[]> hidden = new ArrayList<>(List.of(tokens));
    for (int i = 0; i < tokens.length; i++) {
      int[] other = tokens.clone();
      other[i] = network.unknown();
      hidden.add(other);
    }
    float[][] p = serving.probabilities(hidden.toArray(int[][]::new));
    int answer = largest(p[0]);
    double[] occlusion = new double[tokens.length];
    Arrays.setAll(occlusion, i -> p[0][answer] - p[i + 1][answer]);
    return new Reason(
        vocabulary.written(text), p[0], answer, occlusion, attention.map(a -> a.of(tokens)));
  }

  private static int largest(float[] row) {
    int best = 0;
    for (int c = 1; c < row.length; c++) {
      best = row[c] > row[best] ? c : best;
    }
    return best;
  }

  @Override
  public void close() {
    attention.ifPresent(Attention::close);
  }

  /** The network once more, with its attention let out. */
  private static final class Attention implements AutoCloseable {
    private final Program program = new Program(0);
    private final int longest;
    private final Value weights; // [batch, heads, queries, keys]

    Attention(Network network, Weights trained) {
      longest = network.longest();
      Model model = network.attending(longest);
      weights = model.build(program.serving(), model.declare(program)).get("latent.attention");
      program.load(trained);
    }

    double[] of(int[] tokens) {
      Sequences one = Sequences.of("tokens", new int[][] {tokens}, "mask");
      TokenBatches batches = new TokenBatches(one, new Buckets(List.of(longest)), 1, 0);
      try (Batch batch = batches.batch(new int[] {0})) {
        Weights.Array all = program.compute(weights, batch);
        int heads = Math.toIntExact(all.shape()[1]);
        double[] taken = new double[tokens.length];
        for (int head = 0; head < heads; head++) {
          for (int query = 0; query < tokens.length; query++) {
            for (int key = 0; key < tokens.length; key++) {
              taken[key] += all.data()[(head * longest + query) * longest + key];
            }
          }
        }
        return Arrays.stream(taken).map(sum -> sum / heads / tokens.length).toArray();
      }
    }

    @Override
    public void close() {
      program.close();
    }
  }
}
