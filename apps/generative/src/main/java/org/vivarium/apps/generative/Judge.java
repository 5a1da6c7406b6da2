package org.vivarium.apps.generative;

import static org.vivarium.kernel.Layer.chain;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.tensorflow.types.TInt32;
import org.vivarium.cli.Note;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.ImageSet;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Layer;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;
import org.vivarium.kernel.Weights;
import org.vivarium.layers.Layers;
import org.vivarium.layers.Losses;
import org.vivarium.repository.ModelStore;
import org.vivarium.weights.WeightFiles;
import org.vivarium.zoo.LeNet;

/**
 * A classifier that looks at what was generated: a LeNet trained on the same data, whose features
 * stand in for those of Inception. Where Vivarium ships one for the data set it is that, always the
 * same; else it is trained, with a seed of its own.
 */
public final class Judge implements AutoCloseable {
  private static final int AT_ONCE = 500;
  private static final int EPOCHS = 4;
  private static final int BATCH = 64;
  private static final float RATE = .002f;
  private static final int SEED = 20;
  private static final int SMALLEST = 12; // what is left of it after LeNet's layers

  /**
   * What the judge says of images.
   *
   * @param features below the head, a row for each
   * @param probabilities of the classes, a row for each
   */
  @SuppressWarnings("ArrayRecordComponent") // handed over, never compared
  public record Opinion(float[][] features, float[][] probabilities) {}

  private final Program program = new Program(SEED);
  private final Value features;
  private final Value probabilities;
  private final String name;

  /**
   * Finds or trains the classifier.
   *
   * @param data name of the set, as the repository of models knows it
   */
  public Judge(String data, ImageSet set, boolean quiet) throws IOException {
    Images train = set.train();
    try {
      if (Math.min(train.height(), train.width()) < SMALLEST) {
        throw new IllegalArgumentException(
            "images of %dx%d pixels are too small for the classifier that judges them: %d at least"
                .formatted(train.width(), train.height(), SMALLEST));
      }
      Optional<ModelStore.Entry> shipped = ModelStore.ofEnvironment().find("lenet-" + data);
      Weights weights = shipped.isPresent() ? WeightFiles.read(shipped.get().weights()) : null;
      int classes = train.classes().size();
      Layer scale = weights == null ? normalised(train) : normalised(weights);
      Value image = program.pixels("image", -1, train.height(), train.width(), train.channels());
      var label = program.input("label", TInt32.class, -1);
      this.features = chain(scale, new LeNet(0)).build(program.serving(), image);
      Layer whole = chain(scale, new LeNet(classes));
      this.probabilities = whole.build(program.serving(), image).softmax();
      if (weights == null) {
        Value loss = Losses.crossEntropy(whole.build(program.training(), image), label);
        Note.of(quiet, "training the classifier that will judge, on '%s'", data);
        train(program.minimize("judge", loss, rates(), ""), train);
      } else {
        program.load(weights);
      }
      this.name = weights == null ? "a LeNet trained for this" : "the shipped lenet-" + data;
    } catch (IOException | RuntimeException e) {
      program.close();
      throw e;
    }
  }

  private static Optimizer rates() {
    return Optimizer.adam(Rates.constant(RATE));
  }

  private void train(Step step, Images images) {
    new Trainer(program, step, null, EPOCHS, List.of())
        .fit(new ImageBatches(images, BATCH, SEED), null, List.of());
  }

  private static Layer normalised(Images images) {
    return Layers.normalise(images.mean(), images.std());
  }

  private static Layer normalised(Weights weights) {
    Gson gson = new Gson();
    JsonObject scale =
        gson.fromJson(weights.metadata().get("classifier"), JsonObject.class)
            .getAsJsonObject("normalisation");
    return Layers.normalise(
        gson.fromJson(scale.get("mean"), float[].class),
        gson.fromJson(scale.get("std"), float[].class));
  }

  /** What it is, in words. */
  public String name() {
    return name;
  }

  public Opinion of(Images images) {
    float[][] seen = new float[images.size()][];
    float[][] said = new float[images.size()][];
    int at = 0;
    try (Batches.Pass pass = ImageBatches.inOrder(images, AT_ONCE).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          rows(program.compute(features, batch), seen, at);
          rows(program.compute(probabilities, batch), said, at);
          at += batch.rows();
        }
      }
    }
    return new Opinion(seen, said);
  }

  private static void rows(Weights.Array some, float[][] all, int at) {
    int width = Math.toIntExact(some.shape()[1]);
    for (int i = 0; i < some.data().length / width; i++) {
      all[at + i] = Arrays.copyOfRange(some.data(), i * width, (i + 1) * width);
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
