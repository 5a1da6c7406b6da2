package org.vivarium.apps.nlp.classify;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.text.Buckets;
import org.vivarium.text.Sequences;
import org.vivarium.text.TokenBatches;

/**
 * The passes of a classifier as it is used, one for each length.
 *
 * @param logits {@code [batch, classes]} by length
 */
record Serving(Program program, Buckets buckets, Map<Integer, Value> logits) {
  private static final int AT_ONCE = 256;

  /** Writes the passes over the inputs of a program. */
  static Serving of(
      Program program,
      Network network,
      Buckets buckets,
      Placeholder<TInt32> tokens,
      Placeholder<TInt32> mask) {
    Map<Integer, Value> logits = new TreeMap<>();
    for (int length : buckets.lengths()) {
      logits.put(length, network.logits(program.serving(), tokens, mask, length));
    }
    return new Serving(program, buckets, logits);
  }

  /** The probabilities of all classes, a row for each text. */
  float[][] probabilities(int[][] texts) {
    float[][] rows = new float[texts.length][];
    TokenBatches batches =
        new TokenBatches(Sequences.of("tokens", texts, "mask"), buckets, AT_ONCE, 0).inOrder();
    for (int[] some : batches.plan(1)) {
      try (Batch batch = batches.batch(some)) {
        int length = Math.toIntExact(batch.tensors().get("tokens").shape().get(1));
        Weights.Array answer = program.compute(logits.get(length), batch);
        int classes = Math.toIntExact(answer.shape()[1]);
        for (int i = 0; i < some.length; i++) {
          rows[some[i]] =
              softmax(Arrays.copyOfRange(answer.data(), i * classes, (i + 1) * classes));
        }
      }
    }
    return rows;
  }

  private static float[] softmax(float[] logits) {
    float most = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      most = Math.max(most, logit);
    }
    double sum = 0;
    for (int c = 0; c < logits.length; c++) {
      logits[c] = (float) Math.exp(logits[c] - most);
      sum += logits[c];
    }
    for (int c = 0; c < logits.length; c++) {
      logits[c] /= (float) sum;
    }
    return logits;
  }
}
