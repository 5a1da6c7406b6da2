package org.vivarium.apps.generative.vae;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.vivarium.apps.generative.Pictures;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.report.Picture;
import org.vivarium.weights.Checkpoint;
import org.vivarium.weights.Safetensors;

/** A trained VAE that serves: codes of images, and pictures of codes. */
final class Drawing implements AutoCloseable {
  private static final int AT_ONCE = 256;

  private final Network network;
  private final Map<String, String> about;
  private final Program program = new Program(0);
  private final Value mean;
  private final Value pixels;

  Drawing(Network network, Weights weights) {
    this.network = network;
    this.about = weights.metadata();
    try {
      this.mean = network.vae().encode(program.serving(), network.image(program)).mean();
      Value code = program.floats("code", -1, network.latent());
      this.pixels = network.vae().decode(program.serving(), code).sigmoid();
      program.load(network.drawing(weights));
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  /** The best weights of a run. */
  static Drawing ofRun(Path run) throws IOException {
    Path file = Checkpoint.best(run);
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          "'%s' is not a run of 'vivarium generative vae train': '%s' is missing"
              .formatted(run, file.getFileName()));
    }
    Weights weights = Safetensors.read(file);
    try {
      return new Drawing(Network.ofWeights(weights), weights);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + file + "': " + e.getMessage(), e);
    }
  }

  /** The mean of each image's code, a row for each. */
  float[][] encode(Images images) {
    float[][] codes = new float[images.size()][];
    int at = 0;
    try (Batches.Pass pass = ImageBatches.inOrder(images, AT_ONCE).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          float[] some = program.compute(mean, batch).data();
          for (int i = 0; i < some.length; i += network.latent()) {
            codes[at++] = Arrays.copyOfRange(some, i, i + network.latent());
          }
        }
      }
    }
    return codes;
  }

  /** What is decoded: of binary pixels how likely each is white, as its brightness. */
  List<Picture> decode(float[][] codes) {
    List<Picture> pictures = new ArrayList<>();
    for (int i = 0; i < codes.length; i += AT_ONCE) {
      pictures.addAll(some(Arrays.copyOfRange(codes, i, Math.min(codes.length, i + AT_ONCE))));
    }
    return pictures;
  }

  private List<Picture> some(float[][] codes) {
    int latent = network.latent();
    float[] flat = new float[codes.length * latent];
    for (int i = 0; i < codes.length; i++) {
      System.arraycopy(codes[i], 0, flat, i * latent, latent);
    }
    TFloat32 tensor = TFloat32.tensorOf(Shape.of(codes.length, latent), DataBuffers.of(flat));
    try (Batch batch = new Batch(Map.of("code", tensor))) {
      List<Integer> image = network.image();
      float[] drawn = program.compute(pixels, batch).data();
      return Pictures.of(drawn, image.get(0), image.get(1), image.get(2));
    }
  }

  /** An image as the network sees it: black and white, where it takes pixels for coins. */
  Picture seen(Picture image) {
    return network.binary() ? Pictures.map(image, p -> p > 127 ? 255 : 0) : image;
  }

  /** The images that were trained on, made the size of the network's. */
  Images fitted(Images images) {
    List<Integer> image = network.image();
    return images.fitted(image.get(0), image.get(1), image.get(2));
  }

  Network network() {
    return network;
  }

  /** What the weights say of the run that made them. */
  Map<String, String> about() {
    return about;
  }

  /** Pictures of codes drawn from the prior, independent normal numbers. */
  List<Picture> sample(int count, long seed) {
    Random random = new Random(seed);
    float[][] codes = new float[count][network.latent()];
    for (float[] code : codes) {
      for (int i = 0; i < code.length; i++) {
        code[i] = (float) random.nextGaussian();
      }
    }
    return decode(codes);
  }

  @Override
  public void close() {
    program.close();
  }
}
