package org.vivarium.apps.generative.vae;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;

/**
 * Batches that also say how far the weight of the divergence has risen, {@code warmth}: from 0 at
 * the first step to 1 after so many epochs. It is a function of the step, so that a resumed run
 * sees the same.
 */
record WarmUp(Batches batches, int epochs) implements Batches {
  static final String WARMTH = "warmth";

  @Override
  public int rows() {
    return batches.rows();
  }

  @Override
  public int count() {
    return batches.count();
  }

  @Override
  public Pass epoch(int number) {
    Pass pass = batches.epoch(number);
    return new Pass() {
      private long step = (number - 1L) * count();

      @Override
      public boolean hasNext() {
        return pass.hasNext();
      }

      @Override
      public Batch next() {
        Batch batch = pass.next();
        Map<String, Tensor> more = new LinkedHashMap<>(batch.tensors());
        float warmth = Math.min(1, step++ / (float) (epochs * (long) count()));
        more.put(WARMTH, TFloat32.scalarOf(warmth));
        return new Batch(more, batch.weight());
      }

      @Override
      public void close() {
        pass.close();
      }
    };
  }
}
