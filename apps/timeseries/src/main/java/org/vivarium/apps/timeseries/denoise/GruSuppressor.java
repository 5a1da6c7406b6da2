package org.vivarium.apps.timeseries.denoise;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/** A recurrent mask network that hears one frame after the other and keeps its state between. */
final class GruSuppressor implements Denoiser {
  private static final String IN = "log_power";

  private final Program program = new Program(0);
  private final List<String> states = new ArrayList<>();
  private final List<Value> outputs = new ArrayList<>();
  private final int bins;
  private final int units;
  private Result last; // the state is in it

  GruSuppressor(MaskNetwork network, Weights weights) {
    this.bins = network.stft().bins();
    this.units = network.units();
    try {
      Model model = network.gru().step(1);
      Map<String, Value> built = model.build(program.serving(), model.declare(program, 1));
      outputs.add(built.remove("mask"));
      built.forEach(
          (name, state) -> {
            states.add(name);
            outputs.add(state);
          });
      program.load(weights);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  @Override
  public float[] gains(float[] power) {
    float[] logs = new float[bins];
    for (int k = 0; k < bins; k++) {
      logs[k] = MaskNetwork.logPower(power[k]);
    }
    Map<String, Tensor> fed = new HashMap<>();
    Result next;
    try (TFloat32 in = TFloat32.tensorOf(Shape.of(1, 1, bins), DataBuffers.of(logs))) {
      fed.put(IN, in);
      if (last == null) {
        next = begin(fed);
      } else {
        for (int i = 0; i < states.size(); i++) {
          fed.put(states.get(i), last.get(i + 1));
        }
        next = program.fetch(outputs, new Batch(fed)); // not closed: the state belongs to `last`
      }
    }
    forget();
    last = next;
    float[] gains = new float[bins];
    ((TFloat32) next.get(0)).copyTo(DataBuffers.of(gains));
    return gains;
  }

  private Result begin(Map<String, Tensor> fed) {
    Map<String, Tensor> zeros = new HashMap<>();
    try {
      for (String state : states) {
        zeros.put(state, TFloat32.tensorOf(Shape.of(1, units), DataBuffers.of(new float[units])));
      }
      fed.putAll(zeros);
      return program.fetch(outputs, new Batch(fed));
    } finally {
      zeros.values().forEach(Tensor::close);
    }
  }

  @Override
  public void forget() {
    if (last != null) {
      last.close();
      last = null;
    }
  }

  @Override
  public void close() {
    forget();
    program.close();
  }
}
