package org.vivarium.serving;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.Signature;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Model;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;

/**
 * A folder with a TensorFlow SavedModel and, beside it, what DJL wants to know: {@code
 * serving.properties} and {@code synset.txt}, the class names line by line.
 */
public final class SavedModel {
  /** The signature that DJL's own translators use for networks on grey images. */
  static final String RGB = "rgb";

  private static final float[][] LUMA = {{.299f}, {.587f}, {.114f}}; // ITU-R BT.601

  private SavedModel() {}

  /**
   * Writes an image classifier in place of what the folder held. Its signature {@code
   * serving_default} takes {@code image}, {@code [batch, height, width, channels]} in 0..1, and
   * gives {@code probabilities}, {@code [batch, classes]}.
   *
   * @param network from such images to logits
   * @param channels 1 for grey images, which get a second signature {@code rgb}, or 3
   */
  public static void writeImageClassifier(
      Path dir,
      Layer network,
      Weights weights,
      int height,
      int width,
      int channels,
      List<String> classes)
      throws IOException {
    Path partial = partial(dir);
    try (Program program = new Program(0)) {
      Value image = program.floats("image", -1, height, width, channels);
      Signature plain = signature(program, Signature.DEFAULT_KEY, image, image, network);
      if (channels == 1) {
        Value rgb = program.floats("rgb", -1, height, width, 3);
        Value luma = rgb.of(program.tf().constant(LUMA));
        Value grey = rgb.reshape(-1, 3).matmul(luma).reshape(-1, height, width, 1);
        Signature colour = signature(program, RGB, rgb, grey, network);
        program.load(weights);
        program.export(partial, plain, colour);
      } else {
        program.load(weights);
        program.export(partial, plain);
      }
    }
    Files.write(partial.resolve("synset.txt"), classes);
    Files.write(
        partial.resolve("serving.properties"), properties(height, width, channels, classes));
    replace(dir, partial);
  }

  /**
   * Writes any network in place of what the folder held. Its signature {@code serving_default} has
   * the inputs and outputs of the model by their names.
   *
   * @param properties what {@code serving.properties} says besides the engine
   */
  public static void write(Path dir, Model model, Weights weights, Map<String, String> properties)
      throws IOException {
    Path partial = partial(dir);
    try (Program program = new Program(0)) {
      Model.Inputs inputs = model.declare(program);
      Signature.Builder signature = Signature.builder().key(Signature.DEFAULT_KEY);
      inputs.operands().forEach(signature::input);
      model.build(program.serving(), inputs).forEach(signature::output);
      program.load(weights);
      program.export(partial, signature.build());
    }
    List<String> lines = new ArrayList<>(List.of("engine=TensorFlow"));
    new TreeMap<>(properties).forEach((key, value) -> lines.add(key + "=" + value));
    Files.write(partial.resolve("serving.properties"), lines);
    replace(dir, partial);
  }

  /** Where a folder is written until it is whole. */
  private static Path partial(Path dir) throws IOException {
    Path partial = dir.resolveSibling(dir.getFileName() + ".partial");
    delete(partial);
    return partial;
  }

  private static void replace(Path dir, Path whole) throws IOException {
    delete(dir);
    Files.move(whole, dir);
  }

  private static Signature signature(
      Program program, String key, Value input, Value image, Layer network) {
    return Signature.builder()
        .key(key)
        .input("image", input)
        .output("probabilities", network.build(program.serving(), image).softmax())
        .build();
  }

  private static List<String> properties(
      int height, int width, int channels, List<String> classes) {
    // toTensor scales bytes to 0..1, as the network takes them
    return List.of(
        "engine=TensorFlow",
        "application=cv/image_classification",
        "translatorFactory=ai.djl.modality.cv.translator.ImageClassificationTranslatorFactory",
        "option.SignatureDefKey=" + (channels == 1 ? RGB : Signature.DEFAULT_KEY),
        "width=" + width,
        "height=" + height,
        "resize=true",
        "toTensor=true",
        "applySoftmax=false",
        "topK=" + Math.min(5, classes.size()));
  }

  private static void delete(Path dir) throws IOException {
    if (!Files.exists(dir)) {
      return;
    }
    try (Stream<Path> files = Files.walk(dir)) {
      files
          .sorted(Comparator.reverseOrder())
          .forEach(
              file -> {
                try {
                  Files.delete(file);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
