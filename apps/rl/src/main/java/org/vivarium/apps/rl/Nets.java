package org.vivarium.apps.rl;

import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** The networks of an agent in a program, what they are fed, and how they act. */
record Nets(Program program, Network network) {

  /** Declares an input of observations. */
  Value input(String name) {
    return program.floats(name, shape(-1));
  }

  private long[] shape(long rows) {
    return Model.Input.floats(
            Network.INPUT, network.spec().shape().stream().mapToLong(n -> n).toArray())
        .batchShape(rows);
  }

  /** The outputs of the network with its weights under a path; "" for none. */
  Map<String, Value> outputs(String path, Value observations) {
    var net = path.isEmpty() ? program.training() : program.training().at(path);
    return network.model().build(net, new Model.Inputs(Map.of(Network.INPUT, observations)));
  }

  /** The values of actions, {@code [batch, actions]}. */
  Value values(String path, Value observations) {
    return outputs(path, observations).get(Network.VALUES);
  }

  /** Takes the action of the highest value, of a value of the input {@code observation}. */
  Policy greedy(Value values) {
    return new Policy() {
      @Override
      public int[] act(Seen seen) {
        return Policy.highest(computed(values, seen), seen.rows());
      }

      @Override
      public double[] worth(Seen seen) {
        float[] q = computed(values, seen);
        int[] best = Policy.highest(q, seen.rows());
        double[] worth = new double[best.length];
        for (int i = 0; i < worth.length; i++) {
          worth[i] = q[i * (q.length / best.length) + best[i]];
        }
        return worth;
      }
    };
  }

  /** Takes the likeliest action. */
  Policy likeliest(Value logits, Value value) {
    return new Policy() {
      @Override
      public int[] act(Seen seen) {
        return Policy.highest(computed(logits, seen), seen.rows());
      }

      @Override
      public double[] worth(Seen seen) {
        float[] values = computed(value, seen);
        double[] worth = new double[values.length];
        for (int i = 0; i < worth.length; i++) {
          worth[i] = values[i];
        }
        return worth;
      }
    };
  }

  /** One session run. */
  float[] computed(Value value, Policy.Seen seen) {
    try (Batch batch = new Batch(Map.of(Network.INPUT, tensor(seen.numbers())))) {
      return program.compute(value, batch).data();
    }
  }

  /** The weights under a path, as the network by itself has them. */
  Weights weights(String path) {
    int prefix = path.isEmpty() ? 0 : path.length() + 1;
    Map<String, Weights.Array> own = new LinkedHashMap<>();
    program.weights(path).arrays().forEach((name, array) -> own.put(name.substring(prefix), array));
    return new Weights(own, network.metadata());
  }

  /** Observations, row by row; who asks closes the tensor. */
  TFloat32 tensor(float[] numbers) {
    long[] shape = shape(numbers.length / network.spec().size());
    return TFloat32.tensorOf(Shape.of(shape), DataBuffers.of(numbers));
  }

  static TFloat32 vector(float[] numbers) {
    return TFloat32.tensorOf(Shape.of(numbers.length), DataBuffers.of(numbers));
  }

  static TInt32 tensor(int[] numbers) {
    return TInt32.tensorOf(Shape.of(numbers.length), DataBuffers.of(numbers));
  }
}
