package org.vivarium.apps.generative.gan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.data.Draws;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.report.Picture;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** A trained generator that serves: images of noise. */
final class Painter implements AutoCloseable {
  private static final int AT_ONCE = 250;

  private final GanNetwork network;
  private final Program program = new Program(0);
  private final Value pixels;

  Painter(GanNetwork network) {
    this.network = network;
    try {
      Model model = network.generator().model();
      Value image = model.build(program.serving(), model.declare(program)).get("image");
      this.pixels = image.plus(1).times(.5f);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** Takes the weights of the generator, by the zoo's names. */
  void load(Weights weights) {
    program.load(weights);
  }

  /** The average generator of a run. */
  static Painter ofRun(Path run) throws IOException {
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a finished run of 'vivarium generative gan train': '%s' is missing"
              .formatted(run, file.getFileName()));
    }
    Weights weights = Safetensors.read(file);
    Painter painter;
    try {
      painter = new Painter(GanNetwork.ofWeights(weights));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + file + "': " + e.getMessage(), e);
    }
    try {
      painter.load(GanNetwork.average(weights));
      return painter;
    } catch (RuntimeException e) {
      painter.close();
      throw e;
    }
  }

  GanNetwork network() {
    return network;
  }

  /** Noise for so many images; row i is a function of the seed and i. */
  float[][] noise(int count, long seed) {
    float[][] rows = new float[count][network.latent()];
    for (int i = 0; i < count; i++) {
      Draws draws = new Draws(seed, "noise", i);
      for (int j = 0; j < rows[i].length; j++) {
        rows[i][j] = (float) draws.normal();
      }
    }
    return rows;
  }

  /** Classes in turn, for a generator that is told; all 0 for one that is not. */
  int[] turns(int count) {
    int classes = Math.max(1, network.classes().size());
    return IntStream.range(0, count).map(i -> i % classes).toArray();
  }

  /** Pictures of noise. */
  List<Picture> paint(float[][] noise, int[] labels) {
    List<Integer> image = network.image();
    float[] all = new float[noise.length * image.get(0) * image.get(1) * image.get(2)];
    int at = 0;
    for (int from = 0; from < noise.length; from += AT_ONCE) {
      int to = Math.min(noise.length, from + AT_ONCE);
      try (Batch batch = batch(noise, labels, from, to)) {
        float[] some = program.compute(pixels, batch).data();
        System.arraycopy(some, 0, all, at, some.length);
        at += some.length;
      }
    }
    return Pictures.of(all, image.get(0), image.get(1), image.get(2));
  }

  private Batch batch(float[][] noise, int[] labels, int from, int to) {
    float[] flat = new float[(to - from) * network.latent()];
    for (int i = from; i < to; i++) {
      System.arraycopy(noise[i], 0, flat, (i - from) * network.latent(), network.latent());
    }
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put(
        "noise", TFloat32.tensorOf(Shape.of(to - from, network.latent()), DataBuffers.of(flat)));
    tensors.put("label", TInt32.vectorOf(Arrays.copyOfRange(labels, from, to)));
    return new Batch(tensors);
  }

  /** So many images, by themselves a data set. */
  Images images(int count, long seed, List<String> classes) {
    int[] labels = turns(count);
    List<Integer> image = network.image();
    byte[][] drawn =
        paint(noise(count, seed), labels).stream().map(Picture::pixels).toArray(byte[][]::new);
    return new Images("drawn", image.get(0), image.get(1), image.get(2), drawn, labels, classes);
  }

  @Override
  public void close() {
    program.close();
  }
}
