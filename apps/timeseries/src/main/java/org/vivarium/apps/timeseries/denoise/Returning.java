package org.vivarium.apps.timeseries.denoise;

import org.tensorflow.op.Ops;
import org.vivarium.audio.Stft;
import org.vivarium.kernel.Value;

/**
 * From spectra back to a signal within a graph, so that a loss can be taken of samples: a product
 * with cosines and sines for each frame, and the sum of frames that overlap.
 */
record Returning(Stft stft) {
  /**
   * The samples that all their frames have a part in, {@code [batch, samples]}.
   *
   * @param re {@code [batch, frames, bins]}
   * @param im as many imaginary parts
   */
  Value signal(Value re, Value im) {
    Ops tf = re.tf();
    long frames = re.dim(1);
    int size = stft.size();
    int hop = stft.hop();
    Value rows = re.reshape(-1, stft.bins()).matmul(tf.constant(waves(true)));
    Value parts = rows.plus(im.reshape(-1, stft.bins()).matmul(tf.constant(waves(false))));
    int overlap = size / hop;
    Value cut = parts.reshape(-1, frames, size); // [batch, frames, size]
    int blocks = Math.toIntExact(frames) - overlap + 1;
    Value sum = null;
    for (int r = 0;
        r < overlap;
        r++) { // the r-th part of one frame lies on the next part of another
      Value part =
          re.of(
              tf.slice(
                  cut,
                  tf.constant(new int[] {0, overlap - 1 - r, r * hop}),
                  tf.constant(new int[] {-1, blocks, hop})));
      sum = sum == null ? part : sum.plus(part);
    }
    return sum.reshape(-1, (long) blocks * hop);
  }

  /** {@code [bins, size]}: what a real, or an imaginary, part of 1 adds to the samples. */
  private float[][] waves(boolean real) {
    double[] window = stft.returning();
    int size = stft.size();
    float[][] waves = new float[stft.bins()][size];
    for (int k = 0; k < waves.length; k++) {
      boolean alone = k == 0 || k == size / 2; // the others have a twin of the same frequency
      for (int n = 0; n < size; n++) {
        double angle = 2 * Math.PI * ((long) k * n % size) / size;
        double wave = real ? Math.cos(angle) : alone ? 0 : -Math.sin(angle);
        waves[k][n] = (float) (wave * window[n] * (alone ? 1 : 2) / size);
      }
    }
    return waves;
  }
}
