package org.vivarium.apps.generative;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Optimizer;
import org.vivarium.kernel.Program;
import org.vivarium.kernel.Rates;
import org.vivarium.kernel.Step;
import org.vivarium.kernel.Trainer;
import org.vivarium.kernel.Value;

/** A VAE in training: its program and its steps. */
final class Fitting implements AutoCloseable {
  // the draws repeat with each batch that is only looked at: large ones average them out
  private static final int MEASURED_AT_ONCE = 1000;

  private final Config config;
  private final Program program;
  private final Step train;
  private final Step measure;

  Fitting(Config config, Network network) {
    this.config = config;
    this.program = new Program(config.seed(), config.precision());
    try {
      // one pass for both: a serving pass decodes the mean, which is not the bound
      Bound bound = Bound.of(network.vae(), program.training(), network.image(program));
      Optimizer optimizer = Optimizer.adam(Rates.constant((float) config.lr()));
      this.train =
          program
              .minimize("train", bound.loss(config.beta()), optimizer, "")
              .reporting("reconstruction", bound.reconstruction())
              .reporting("kl", bound.kl());
      Map<String, Value> reports = new LinkedHashMap<>(bound.terms());
      reports.put("loss", bound.loss(config.beta()));
      this.measure = Step.look(reports);
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  List<Epoch> fit(Images training, Images validation, List<Listener> listeners) {
    return new Trainer(program, train, measure, config.epochs(), listeners)
        .fit(
            new ImageBatches(training, config.batchSize(), config.seed()),
            ImageBatches.inOrder(validation, MEASURED_AT_ONCE),
            List.of());
  }

  /** The bound's terms over images. */
  Score score(Images images) {
    double reconstruction = 0;
    double kl = 0;
    try (Batches.Pass pass = ImageBatches.inOrder(images, MEASURED_AT_ONCE).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          Map<String, Float> terms = program.run(measure, batch);
          reconstruction += (double) terms.get("reconstruction") * batch.rows();
          kl += (double) terms.get("kl") * batch.rows();
        }
      }
    }
    return new Score(reconstruction / images.size(), kl / images.size());
  }

  @Override
  public void close() {
    program.close();
  }
}
