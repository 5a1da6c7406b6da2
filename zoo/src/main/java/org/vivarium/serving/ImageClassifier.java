package org.vivarium.serving;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslateException;
import ai.djl.translate.TranslatorContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tensorflow.Signature;
import org.vivarium.kernel.Native;

/** An exported image classifier, loaded and run through DJL. It is not safe for threads. */
public final class ImageClassifier implements AutoCloseable {
  private final ZooModel<Images, float[][]> model;
  private final Predictor<Images, float[][]> predictor;
  private final List<String> classes;

  /** Pixels in 0..1, {@code [rows, height, width, channels]} in one row-major array. */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Images(float[] pixels, int rows, int height, int width, int channels) {}

  private ImageClassifier(ZooModel<Images, float[][]> model, List<String> classes) {
    this.model = model;
    this.predictor = model.newPredictor();
    this.classes = List.copyOf(classes);
  }

  /** Loads a folder that {@link SavedModel} wrote. */
  public static ImageClassifier load(Path savedModel) throws IOException {
    Native.prepare();
    var criteria =
        Criteria.builder()
            .setTypes(Images.class, float[][].class)
            .optModelPath(savedModel)
            .optEngine("TensorFlow")
            .optOption("SignatureDefKey", Signature.DEFAULT_KEY)
            .optTranslator(new PixelTranslator())
            .build();
    try {
      List<String> classes = Files.readAllLines(savedModel.resolve("synset.txt"));
      return new ImageClassifier(criteria.loadModel(), classes);
    } catch (ModelNotFoundException | MalformedModelException e) {
      throw new IllegalArgumentException(
          "'" + savedModel + "' is not a SavedModel that DJL can load: " + e.getMessage(), e);
    }
  }

  /** The names of the classes, in the order of the probabilities. */
  public List<String> classes() {
    return classes;
  }

  /** The probabilities of all classes, a row for each image. */
  public float[][] probabilities(Images images) {
    try {
      return predictor.predict(images);
    } catch (TranslateException e) {
      throw new IllegalStateException("DJL could not run the model: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
  }

  private static final class PixelTranslator implements NoBatchifyTranslator<Images, float[][]> {
    @Override
    public NDList processInput(TranslatorContext context, Images x) {
      Shape shape = new Shape(x.rows(), x.height(), x.width(), x.channels());
      NDArray array = context.getNDManager().create(x.pixels(), shape);
      array.setName("image");
      return new NDList(array);
    }

    @Override
    public float[][] processOutput(TranslatorContext context, NDList list) {
      NDArray probabilities = list.singletonOrThrow();
      int classes = Math.toIntExact(probabilities.getShape().get(1));
      float[] flat = probabilities.toFloatArray();
      float[][] rows = new float[flat.length / classes][classes];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(flat, i * classes, rows[i], 0, classes);
      }
      return rows;
    }
  }
}
