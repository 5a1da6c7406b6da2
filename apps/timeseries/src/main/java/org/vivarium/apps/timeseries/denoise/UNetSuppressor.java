package org.vivarium.apps.timeseries.denoise;

import java.util.Arrays;
import java.util.Map;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/**
 * A convolutional mask network that looks at a window of frames again and again, and keeps what it
 * says of those in the middle: a block for each look, with frames before and after it.
 */
final class UNetSuppressor implements Denoiser {
  private static final int BLOCK = 32; // frames for each look
  private static final int AFTER = 16; // frames that are seen behind the block
  private static final int BEFORE = 16;

  /** Frames that it looks ahead, at most: those of a whole block and those behind it. */
  static final int AHEAD = BLOCK - 1 + AFTER;

  private final Program program = new Program(0);
  private final Value mask;
  private final int window;
  private final int bins;
  private final float[][] heard; // logarithms, the newest last
  private final float[][] block;
  private int frames;

  UNetSuppressor(MaskNetwork network, Weights weights) {
    this.window = window(network);
    this.bins = network.stft().bins();
    this.heard = new float[window][];
    this.block = new float[BLOCK][];
    try {
      Model model = network.served();
      this.mask = model.build(program.serving(), model.declare(program, 1)).get("mask");
      program.load(weights);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
    forget();
  }

  /** Frames in a window: what the network can halve. */
  static int window(MaskNetwork network) {
    int multiple = 1 << network.depth();
    return (BEFORE + BLOCK + AFTER + multiple - 1) / multiple * multiple;
  }

  @Override
  public int ahead() {
    return AHEAD;
  }

  @Override
  public float[] gains(float[] power) {
    System.arraycopy(heard, 1, heard, 0, window - 1);
    float[] logs = new float[bins];
    for (int k = 0; k < bins; k++) {
      logs[k] = MaskNetwork.logPower(power[k]);
    }
    heard[window - 1] = logs;
    frames++;
    int asked = frames - 1 - AHEAD;
    if (asked < 0) {
      return new float[bins];
    }
    int place = asked % BLOCK;
    if (place == 0) {
      look();
    }
    return block[place];
  }

  private void look() {
    float[] all = new float[window * bins];
    for (int t = 0; t < window; t++) {
      System.arraycopy(heard[t], 0, all, t * bins, bins);
    }
    float[] mask;
    try (Tensor in = TFloat32.tensorOf(Shape.of(1, window, bins), DataBuffers.of(all))) {
      mask = program.compute(this.mask, new Batch(Map.of("log_power", in))).data();
    }
    int first = window - AFTER - BLOCK;
    for (int i = 0; i < BLOCK; i++) {
      block[i] = Arrays.copyOfRange(mask, (first + i) * bins, (first + i + 1) * bins);
    }
  }

  @Override
  public void forget() {
    float[] silence = new float[bins];
    Arrays.fill(silence, MaskNetwork.logPower(0));
    Arrays.fill(heard, silence);
    frames = 0;
  }

  @Override
  public void close() {
    program.close();
  }
}
