package org.vivarium.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TInt32;
import org.vivarium.data.Draws;
import org.vivarium.data.Prefetch;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * Sequences in batches of one length each: every column is {@code [batch, length]}, padded with 0
 * to the length of the batch's bucket, every mask the same with 1 for tokens and 0 for padding,
 * every number {@code [batch]}. Who is in a batch with whom, and the order of batches, are a
 * function of the seed and the epoch.
 *
 * @param size examples in a batch, or with {@code tokens} tokens, padding included
 * @param counted the column whose tokens a batch weighs; "" for as much as it has examples
 */
public record TokenBatches(
    Sequences sequences,
    Buckets buckets,
    int size,
    boolean tokens,
    String counted,
    long seed,
    boolean shuffled)
    implements Batches {
  public TokenBatches {
    if (size < 1) {
      throw new IllegalArgumentException("a batch of " + size + "; it must be at least 1");
    }
  }

  /** Batches of so many examples, in another order with each epoch. */
  public TokenBatches(Sequences sequences, Buckets buckets, int examples, long seed) {
    this(sequences, buckets, examples, false, "", seed, true);
  }

  /** As many examples in a batch as this many tokens are room for, at least one. */
  public TokenBatches ofTokens(int tokens) {
    return new TokenBatches(sequences, buckets, tokens, true, counted, seed, shuffled);
  }

  /** Batches weigh as much as they have tokens in a column. */
  public TokenBatches weighing(String column) {
    return new TokenBatches(sequences, buckets, size, tokens, column, seed, shuffled);
  }

  /** From the shortest to the longest, each epoch alike. */
  public TokenBatches inOrder() {
    return new TokenBatches(sequences, buckets, size, tokens, counted, seed, false);
  }

  @Override
  public int rows() {
    return sequences.size();
  }

  @Override
  public int count() {
    int[] members = new int[buckets.lengths().size()];
    for (int length : sequences.lengths()) {
      members[buckets.place(length)]++;
    }
    int count = 0;
    for (int b = 0; b < members.length; b++) {
      count += (members[b] + examples(b) - 1) / examples(b);
    }
    return count;
  }

  @Override
  public Pass epoch(int number) {
    List<int[]> plan = plan(number);
    return new Prefetch(plan.size(), i -> batch(plan.get(i)));
  }

  /** The numbers of the examples of each batch, in the order in which an epoch takes them. */
  public List<int[]> plan(int epoch) {
    int[] lengths = sequences.lengths();
    int[] order = new int[lengths.length];
    Arrays.setAll(order, i -> i);
    if (shuffled) {
      new Draws(seed, "order", epoch).shuffle(order);
    }
    List<List<Integer>> members = new ArrayList<>();
    buckets.lengths().forEach(b -> members.add(new ArrayList<>()));
    for (int example : order) {
      members.get(buckets.place(lengths[example])).add(example);
    }
    List<int[]> batches = new ArrayList<>();
    for (int b = 0; b < members.size(); b++) {
      List<Integer> all = members.get(b);
      for (int from = 0; from < all.size(); from += examples(b)) {
        List<Integer> some = all.subList(from, Math.min(all.size(), from + examples(b)));
        batches.add(some.stream().mapToInt(i -> i).toArray());
      }
    }
    if (!shuffled) {
      return batches;
    }
    int[] turn = new int[batches.size()];
    Arrays.setAll(turn, i -> i);
    new Draws(seed, "batches", epoch).shuffle(turn);
    return Arrays.stream(turn).mapToObj(batches::get).toList();
  }

  private int examples(int bucket) {
    return tokens ? Math.max(1, size / buckets.lengths().get(bucket)) : size;
  }

  /** The examples of these numbers, at the length of their bucket. */
  public Batch batch(int[] examples) {
    int longest = Arrays.stream(examples).map(sequences::length).max().orElse(1);
    int length = buckets.lengths().get(buckets.place(longest));
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    sequences.columns().forEach((name, c) -> tensors.put(name, padded(c, examples, length, false)));
    sequences
        .masks()
        .forEach(
            (name, column) ->
                tensors.put(name, padded(sequences.columns().get(column), examples, length, true)));
    sequences
        .numbers()
        .forEach(
            (name, all) ->
                tensors.put(name, ints(Arrays.stream(examples).map(i -> all[i]).toArray())));
    return new Batch(tensors, counted.isEmpty() ? examples.length : weight(examples));
  }

  private double weight(int[] examples) {
    int[][] column = sequences.columns().get(counted);
    return Arrays.stream(examples).mapToLong(i -> column[i].length).sum();
  }

  /** The tokens, or 1 where there is one; 0 behind them. */
  private static TInt32 padded(int[][] column, int[] examples, int length, boolean mask) {
    int[] numbers = new int[examples.length * length];
    for (int row = 0; row < examples.length; row++) {
      int[] example = column[examples[row]];
      int start = row * length;
      if (mask) {
        Arrays.fill(numbers, start, start + example.length, 1);
      } else {
        System.arraycopy(example, 0, numbers, start, example.length);
      }
    }
    return TInt32.tensorOf(Shape.of(examples.length, length), DataBuffers.of(numbers));
  }

  private static TInt32 ints(int[] numbers) {
    return TInt32.tensorOf(Shape.of(numbers.length), DataBuffers.of(numbers));
  }
}
