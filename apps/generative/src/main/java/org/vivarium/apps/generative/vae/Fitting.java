package org.vivarium.apps.generative.vae;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vivarium.data.ImageBatches;
import org.vivarium.data.Images;
import org.vivarium.kernel.Batch;
import org.vivarium.kernel.Batches;
import org.vivarium.kernel.Epoch;
import org.vivarium.kernel.Listener;
import org.vivarium.kernel.Net;
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
  private static final int DECODED_AT_ONCE = 20_000;

  private final Config config;
  private final Program program;
  private final Step train;
  private final Step measure;
  private final Step weigh;

  Fitting(Config config, Network network) {
    this.config = config;
    this.program = new Program(config.seed(), config.precision());
    try {
      Value image = network.image(program);
      Net pass = program.training();
      // one pass for both: a serving pass decodes the mean, which is not the bound
      Bound bound = Bound.of(network, pass, image);
      Value beta = image.of((float) config.beta());
      Value rising = config.warmUp() > 0 ? beta.times(program.floats(WarmUp.WARMTH)) : beta;
      Optimizer optimizer = Optimizer.adam(Rates.constant((float) config.lr()));
      this.train =
          program
              .minimize("train", bound.loss(rising, config.freeBits()), optimizer, "")
              .reporting("reconstruction", bound.reconstruction())
              .reporting("kl", bound.kl());
      Map<String, Value> reports = new LinkedHashMap<>(bound.terms());
      reports.put("loss", bound.loss(beta, config.freeBits()));
      this.measure = Step.look(reports);
      Value weighted = Bound.importanceWeighted(network, program.training(), image, config.draws());
      this.weigh = Step.look(Map.of("bound", weighted));
    } catch (RuntimeException e) {
      program.close();
      throw e;
    }
  }

  Program program() {
    return program;
  }

  List<Epoch> fit(
      Images training, Images validation, List<Listener> listeners, List<Epoch> before) {
    Batches batches = new ImageBatches(training, config.batchSize(), config.seed());
    if (config.warmUp() > 0) {
      batches = new WarmUp(batches, config.warmUp());
    }
    return new Trainer(program, train, measure, config.epochs(), listeners)
        .fit(batches, ImageBatches.inOrder(validation, MEASURED_AT_ONCE), before);
  }

  /** The bound's terms over images. */
  Score score(Images images) {
    Map<String, Double> terms = means(measure, images, MEASURED_AT_ONCE);
    int few = Math.max(1, DECODED_AT_ONCE / config.draws());
    return new Score(
        terms.get("reconstruction"),
        terms.get("kl"),
        means(weigh, images, few).get("bound"),
        config.draws());
  }

  private Map<String, Double> means(Step look, Images images, int atOnce) {
    Map<String, Double> means = new LinkedHashMap<>();
    try (Batches.Pass pass = ImageBatches.inOrder(images, atOnce).epoch(1)) {
      while (pass.hasNext()) {
        try (Batch batch = pass.next()) {
          double share = batch.weight() / images.size();
          program.run(look, batch).forEach((name, x) -> means.merge(name, x * share, Double::sum));
        }
      }
    }
    return means;
  }

  @Override
  public void close() {
    program.close();
  }
}
